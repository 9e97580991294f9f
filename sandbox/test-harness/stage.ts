import { ServiceProcess } from "../../packages/stream-mappings/harness";
import { BareEmulator, type Decision } from "./bare-emulator";

/** How to set up a stage. */
export interface StageOptions {
  /** Further flags of the stream-mapping service, e.g. `--retry-backoff-ms 20`. @default none */
  readonly flags?: readonly string[];
  /** Whether the emulator writes down every IAM decision, see {@link Stage.decisions}. @default false */
  readonly recording?: boolean;
  /** The secret access key of every account's root. @default one that nobody can guess */
  readonly secret?: string;
}

/**
 * An emulator and a stream-mapping service, as child processes that can be killed: for trials away from the user's
 * sandbox. Nothing of it outlives {@link stop}.
 */
export class Stage {
  private constructor(
    private readonly emulator: BareEmulator,
    private readonly flags: readonly string[],
    private service: ServiceProcess,
  ) {}

  /** @throws SandboxError when a tool is missing or a process does not get ready */
  static async start({ flags = [], recording = false, secret }: StageOptions = {}): Promise<Stage> {
    const emulator = await BareEmulator.start(recording ? "recording" : "corrected", secret);
    try {
      return new Stage(emulator, flags, await startService(emulator, flags));
    } catch (error) {
      await emulator.stop();
      throw error;
    }
  }

  get emulatorUrl(): string {
    return this.emulator.url;
  }

  /** The secret access key of every account's root. */
  get secret(): string {
    return this.emulator.secret;
  }

  get serviceUrl(): string {
    return this.service.url;
  }

  /** The emulator's IAM decisions so far, if it records them. */
  decisions(): Decision[] {
    return this.emulator.decisions();
  }

  /** Process ID of the service that runs now. */
  get servicePid(): number {
    return this.service.pid;
  }

  /** Starts the service again after {@link killService}: on the same port, with the same state. */
  async startService(): Promise<void> {
    this.service = await startService(this.emulator, this.flags, this.service.port);
  }

  /** Ends the service as a power cut would: SIGKILL. */
  async killService(): Promise<void> {
    await this.service.kill();
  }

  /** Ends everything and removes what it left on disk. */
  async stop(): Promise<void> {
    await this.service.stop();
    await this.emulator.stop();
  }

  /** A path in the stage's folder. */
  path(name: string): string {
    return this.emulator.path(name);
  }
}

function startService(
  emulator: BareEmulator,
  flags: readonly string[],
  port?: number,
): Promise<ServiceProcess> {
  return ServiceProcess.start({
    upstream: emulator.url,
    secret: emulator.secret,
    stateDir: emulator.path("state"),
    logFile: emulator.path("log"),
    port,
    flags,
  });
}
