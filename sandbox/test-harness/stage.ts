import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clean } from "../clean-environment";
import { answers } from "../emulator/emulator";
import { emulatorPython, installEmulator } from "../emulator/virtual-environment";
import { freePort } from "../free-port";
import { SandboxError } from "../sandbox-error";
import { PROJECT_ROOT } from "../state-folder";
import { findPython } from "../tools";

const LAUNCHER = join(PROJECT_ROOT, "sandbox", "emulator", "launcher.py");
const SERVICE = join(PROJECT_ROOT, "packages", "stream-mappings", "src", "main.ts");
const START_LIMIT_MS = 40_000;

/** How to set up a stage. */
export interface StageOptions {
  /** `plain` runs same-account mappings in the emulator itself; `corrected` leaves them to the service. */
  readonly emulator: "plain" | "corrected";
  /** Further flags of the stream-mapping service, e.g. `--retry-backoff-ms 20`. @default none */
  readonly flags?: readonly string[];
}

/**
 * An emulator and a stream-mapping service of one's own, as child processes that can be killed: for
 * measurements and trials, away from the user's sandbox. Nothing of it outlives {@link stop}.
 */
export class Stage {
  private readonly folder = mkdtempSync(join(tmpdir(), "stage-"));
  private emulator: ChildProcess | undefined;
  private service: ChildProcess | undefined;
  private emulatorPort = 0;
  private servicePort = 0;

  private constructor(private readonly options: StageOptions) {}

  /** @throws SandboxError when a tool is missing or a process does not get ready */
  static async start(options: StageOptions): Promise<Stage> {
    await installEmulator(await findPython());
    const stage = new Stage(options);
    try {
      await stage.bundle();
      await stage.startEmulator();
      stage.servicePort = await freePort();
      await stage.startService();
      return stage;
    } catch (error) {
      await stage.stop();
      throw error;
    }
  }

  get emulatorUrl(): string {
    return `http://127.0.0.1:${this.emulatorPort}`;
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${this.servicePort}`;
  }

  /** Process ID of the service that runs now. */
  get servicePid(): number {
    return this.service?.pid ?? 0;
  }

  /** Starts the service, again after {@link killService}: on the same port, with the same state. */
  async startService(): Promise<void> {
    const { emulatorUrl, servicePort } = this;
    const arguments_ = [
      "--port",
      String(servicePort),
      "--upstream",
      emulatorUrl,
      "--state-dir",
      this.path("state"),
    ];
    this.service = this.spawn(
      process.execPath,
      [this.path("service.js"), ...arguments_, ...(this.options.flags ?? [])],
      {
        NODE_PATH: join(PROJECT_ROOT, "node_modules"),
      },
    );
    await this.ready(`${this.serviceUrl}/_stream-mappings/health`, this.service);
  }

  /** Ends the service as a power cut would: SIGKILL. */
  async killService(): Promise<void> {
    await end(this.service, "SIGKILL");
  }

  /** Ends everything and removes what it left on disk. */
  async stop(): Promise<void> {
    await end(this.service, "SIGTERM");
    await end(this.emulator, "SIGTERM");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A path in the stage's folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  private async startEmulator(): Promise<void> {
    this.emulatorPort = await freePort();
    mkdirSync(this.path("tmp"));
    const program =
      this.options.emulator === "corrected" ? [LAUNCHER] : ["-c", "from ministack import app; app.main()"];
    this.emulator = this.spawn(emulatorPython(), program, {
      AUTH: "true",
      GATEWAY_PORT: String(this.emulatorPort),
      BIND_HOST: "127.0.0.1",
      TMPDIR: this.path("tmp"),
      S3_DATA_DIR: this.path("s3"),
      STATE_DIR: this.path("emulator"),
      PYTHONDONTWRITEBYTECODE: "1",
      LOG_LEVEL: "ERROR",
    });
    await this.ready(this.emulatorUrl, this.emulator);
  }

  private spawn(command: string, arguments_: string[], variables: Record<string, string>): ChildProcess {
    const log = openSync(this.path("log"), "a");
    return spawn(command, arguments_, {
      stdio: ["ignore", log, log],
      env: { ...clean(process.env), ...variables },
    });
  }

  private async ready(url: string, child: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      if (url.startsWith(this.serviceUrl) ? await isUp(url) : await answers(url)) return;
      await sleep(50);
    }
    throw new SandboxError(
      `${child.spawnargs.slice(0, 2).join(" ")} did not get ready.`,
      "Run it by hand to see why.",
    );
  }

  private async bundle(): Promise<void> {
    const { build } = await import("esbuild");
    await build({
      entryPoints: [SERVICE],
      outfile: this.path("service.js"),
      bundle: true,
      platform: "node",
      packages: "external",
    });
  }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
