import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The project's root: where package.json lies. */
export const PROJECT_ROOT = dirname(__dirname);

/** A process that the sandbox started. */
export interface DaemonState {
  readonly pid: number;
  /** Base URL it answers on, without a slash at the end. */
  readonly url: string;
}

/** What runs at the moment; read by every command, written by `up` and `down`. */
export interface SandboxState {
  /** Absent where `SANDBOX_ENDPOINT` names an emulator that somebody else runs. */
  readonly emulator?: DaemonState;
  readonly emulatorUrl: string;
  readonly streamMappings: DaemonState;
  readonly region: string;
  /** IDs of the accounts that have a deploy role. */
  readonly accountIds: readonly string[];
  /** Path of the Terraform CLI configuration that the sandbox wrote, if there was need for one. */
  readonly terraformCliConfig?: string;
  readonly startedAt: string;
}

/** The one folder that holds all the sandbox keeps on disk: SANDBOX_STATE_DIR or `.sandbox` in the project. */
export function stateFolder(): string {
  return resolve(PROJECT_ROOT, process.env.SANDBOX_STATE_DIR || ".sandbox");
}

/** The emulator's virtual environment: one for all sandboxes of this checkout, as it takes seconds to make. */
export function virtualEnvironmentPath(...segments: string[]): string {
  return join(PROJECT_ROOT, ".sandbox", "venv", ...segments);
}

/** A path inside the state folder. */
export function statePath(...segments: string[]): string {
  return join(stateFolder(), ...segments);
}

/** The file that is there while somebody starts or stops the sandbox. */
export function stateLock(): string {
  return statePath("lock");
}

/** The sandbox that was started from this folder and not stopped, if any; its processes may have died since. */
export function readState(): SandboxState | undefined {
  try {
    return JSON.parse(readFileSync(statePath("state.json"), "utf8")) as SandboxState;
  } catch {
    return undefined;
  }
}

/** Writes the state in one step, so that a reader never sees half of it. */
export function writeState(state: SandboxState): void {
  mkdirSync(stateFolder(), { recursive: true });
  const temporary = statePath(`state.json.${process.pid}`);
  writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(temporary, statePath("state.json"));
}

/** Forgets everything but the virtual environment, which the next `up` uses again. */
export function clearState(): void {
  for (const name of ["state.json", "run", "terraform.rc", "aws-config"]) {
    rmSync(statePath(name), { recursive: true, force: true });
  }
}
