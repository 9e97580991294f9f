import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPython } from "../../programs/tools";
import { clean } from "../clean-environment";
import { answers } from "../emulator/emulator";
import { emulatorPython, installEmulator } from "../emulator/virtual-environment";
import { freePort } from "../free-port";
import { SandboxError } from "../sandbox-error";
import { newSecret, writeSecretFile } from "../secret";
import { PROJECT_ROOT } from "../state-folder";

const LAUNCHER = join(PROJECT_ROOT, "sandbox", "emulator", "launcher.py");
const RECORDING_LAUNCHER = join(PROJECT_ROOT, "sandbox", "test-harness", "recording_launcher.py");
const START_LIMIT_MS = 40_000;

/**
 * `plain` is ministack as it is, with same-account mappings of its own; `corrected` leaves them to the service;
 * `recording` is corrected and writes down every IAM decision, see {@link BareEmulator.decisions}.
 */
export type EmulatorKind = "plain" | "corrected" | "recording";

/** How the emulator decided about one call of a principal other than an account's root. */
export interface Decision {
  /** ARN of the caller: of the session, for a role. */
  readonly principal: string;
  /** Such as `s3:PutObject`. */
  readonly action: string;
  /** ARN of the resource, or `*`. */
  readonly resource: string;
  readonly allowed: boolean;
}

/** An emulator and nothing else, away from the user's sandbox. Nothing of it outlives {@link stop}. */
export class BareEmulator {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    /** Where it listens. */
    readonly url: string,
    /** The secret access key of every account's root; a `plain` one takes any. */
    readonly secret: string,
  ) {}

  /**
   * @param secret the secret access key of every account's root @default one that nobody can guess
   * @throws SandboxError when a tool is missing or the emulator does not get ready
   */
  static async start(kind: EmulatorKind, secret = newSecret()): Promise<BareEmulator> {
    await installEmulator(await findPython());
    const folder = mkdtempSync(join(tmpdir(), "emulator-"));
    const port = await freePort();
    writeSecretFile(secretFileIn(folder), secret);
    const child = spawnEmulator(kind, folder, port);
    const emulator = new BareEmulator(folder, child, `http://127.0.0.1:${port}`, secret);
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

  /** Every decision so far, the oldest first, if the emulator is a `recording` one. */
  decisions(): Decision[] {
    const lines = readFileSync(decisionsFile(this.folder), "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Decision);
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

const PROGRAMS: Readonly<Record<EmulatorKind, readonly string[]>> = {
  plain: ["-c", "from ministack import app; app.main()"],
  corrected: [LAUNCHER],
  recording: [RECORDING_LAUNCHER],
};

function decisionsFile(folder: string): string {
  return join(folder, "decisions.jsonl");
}

function secretFileIn(folder: string): string {
  return join(folder, "secret");
}

function spawnEmulator(kind: EmulatorKind, folder: string, port: number): ChildProcess {
  mkdirSync(join(folder, "tmp"));
  const log = openSync(join(folder, "log"), "a");
  return spawn(emulatorPython(), PROGRAMS[kind], {
    stdio: ["ignore", log, log],
    env: {
      ...clean(process.env),
      AUTH: "true",
      ROOT_SECRET_FILE: secretFileIn(folder),
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      TMPDIR: join(folder, "tmp"),
      S3_DATA_DIR: join(folder, "s3"),
      STATE_DIR: join(folder, "emulator"),
      DECISIONS_FILE: decisionsFile(folder),
      PYTHONDONTWRITEBYTECODE: "1",
      LOG_LEVEL: "ERROR",
    },
  });
}
