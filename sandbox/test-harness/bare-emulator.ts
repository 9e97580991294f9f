import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
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
const START_LIMIT_MS = 40_000;

/** `plain` is ministack as it is, with same-account mappings of its own; `corrected` leaves them to the service. */
export type EmulatorKind = "plain" | "corrected";

/** An emulator and nothing else, away from the user's sandbox. Nothing of it outlives {@link stop}. */
export class BareEmulator {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    /** Where it listens. */
    readonly url: string,
  ) {}

  /** @throws SandboxError when a tool is missing or the emulator does not get ready */
  static async start(kind: EmulatorKind): Promise<BareEmulator> {
    await installEmulator(await findPython());
    const folder = mkdtempSync(join(tmpdir(), "emulator-"));
    const port = await freePort();
    const emulator = new BareEmulator(folder, spawnEmulator(kind, folder, port), `http://127.0.0.1:${port}`);
    try {
      await emulator.ready();
      return emulator;
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  /** A path in the emulator's folder, for anything else of the same trial. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Ends it and removes what it left on disk. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && this.child.exitCode === null) {
      if (await answers(this.url)) return;
      await sleep(50);
    }
    const command = this.child.spawnargs.slice(0, 3).join(" ");
    throw new SandboxError(`${command} did not get ready.`, "Run it by hand to see why.");
  }
}

function spawnEmulator(kind: EmulatorKind, folder: string, port: number): ChildProcess {
  mkdirSync(join(folder, "tmp"));
  const log = openSync(join(folder, "log"), "a");
  const program = kind === "corrected" ? [LAUNCHER] : ["-c", "from ministack import app; app.main()"];
  return spawn(emulatorPython(), program, {
    stdio: ["ignore", log, log],
    env: {
      ...clean(process.env),
      AUTH: "true",
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      TMPDIR: join(folder, "tmp"),
      S3_DATA_DIR: join(folder, "s3"),
      STATE_DIR: join(folder, "emulator"),
      PYTHONDONTWRITEBYTECODE: "1",
      LOG_LEVEL: "ERROR",
    },
  });
}
