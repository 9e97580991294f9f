import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { reasonOf } from "../errors/reason-of";
import type { ProcessIdentity } from "./process-identity";
import { SandboxError } from "./sandbox-error";

/** The project's root, which holds package.json. */
export const PROJECT_ROOT = dirname(__dirname);

/** A bucket in which an environment keeps its state, and the role that Terraform assumes for it. */
export interface StateBucket {
  readonly bucket: string;
  readonly keyPrefix: string;
  readonly region: string;
  /** Account of the bucket: that of the role, or else the caller's. */
  readonly accountId: string;
  /** Absent if Terraform uses the caller's own credentials. */
  readonly roleName?: string;
  readonly kmsKeyId?: string;
}

/** A process that the sandbox started. */
export interface DaemonState extends ProcessIdentity {
  /** Its base URL, without a trailing slash. */
  readonly url: string;
}

/** What is running. Every command reads it; `up` and `down` write it. */
export interface SandboxState {
  /** Absent if `SANDBOX_ENDPOINT` names an emulator that the sandbox did not start. */
  readonly emulator?: DaemonState;
  readonly emulatorUrl: string;
  readonly streamMappings: DaemonState;
  readonly region: string;
  /** IDs of the accounts with a deploy role. */
  readonly accountIds: readonly string[];
  /** Where environments keep their state, in buckets that the sandbox made. @default none */
  readonly stateBuckets?: readonly StateBucket[];
  /** Path of the Terraform CLI configuration that the sandbox wrote, if one was needed. */
  readonly terraformCliConfig?: string;
  readonly startedAt: string;
}

/** The folder that holds everything that the sandbox keeps on disk: SANDBOX_STATE_DIR, or `.sandbox` in the project. */
export function stateFolder(): string {
  return resolve(PROJECT_ROOT, process.env.SANDBOX_STATE_DIR || ".sandbox");
}

/**
 * Makes the state folder one that only its owner can look into: it holds the
 * sandbox's secret and Terraform's state.
 * @throws SandboxError if it cannot be made, or belongs to another user
 */
export function makeStateFolder(): void {
  try {
    mkdirSync(stateFolder(), { recursive: true, mode: 0o700 });
    chmodSync(stateFolder(), 0o700);
  } catch (error) {
    throw new SandboxError(
      `The sandbox cannot keep its state in ${stateFolder()}: ${reasonOf(error)}.`,
      "Set the variable SANDBOX_STATE_DIR to a folder of your own.",
    );
  }
}

/** A path in the emulator's virtual environment, which all sandboxes of a checkout share: creating it takes seconds. */
export function virtualEnvironmentPath(...segments: string[]): string {
  return join(PROJECT_ROOT, ".sandbox", "venv", ...segments);
}

/** A path in the state folder. */
export function statePath(...segments: string[]): string {
  return join(stateFolder(), ...segments);
}

/** The file that exists while a process starts or stops the sandbox. */
export function stateLock(): string {
  return statePath("lock");
}

/** The state of the sandbox if it was started and not stopped; its processes may have died since. */
export function readState(): SandboxState | undefined {
  try {
    return JSON.parse(readFileSync(statePath("state.json"), "utf8")) as SandboxState;
  } catch {
    return undefined;
  }
}

/** Writes the state atomically, so that readers never see half of it. */
export function writeState(state: SandboxState): void {
  mkdirSync(stateFolder(), { recursive: true });
  const temporary = statePath(`state.json.${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(temporary, statePath("state.json"));
}

/** Deletes everything but the virtual environment, which the next `up` uses again. */
export function clearState(): void {
  for (const name of ["state.json", "run", "terraform.rc", "aws-config", "secret"]) {
    rmSync(statePath(name), { recursive: true, force: true });
  }
}
