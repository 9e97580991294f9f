import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deployRoleOf } from "../config/deploy-role";
import type { LoadedEnvironment } from "../config/load-environment";
import { findPython, findTerraform } from "../programs/tools";
import { checkSecret } from "./check-secret";
import { createDeployRoles, type DeployRole } from "./deploy-roles";
import { stopDaemons, takeDown } from "./down";
import { checkEndpoint, startEmulator } from "./emulator/emulator";
import { installEmulator, isEmulatorInstalled } from "./emulator/virtual-environment";
import { freePort } from "./free-port";
import { liveness } from "./liveness";
import { withLock } from "./lock";
import { foreignSecret, newSecret, writeSecret } from "./secret";
import { createStateBucket, stateBucketOf } from "./state-bucket";
import {
  type DaemonState,
  makeStateFolder,
  readState,
  type SandboxState,
  type StateBucket,
  stateLock,
  statePath,
  writeState,
} from "./state-folder";
import { startStreamMappingService } from "./stream-mapping-service";
import { findProviderMirror, hasOwnCliConfig, thisMachine, writeCliConfig } from "./terraform-cli-config";

/** How to start the sandbox. */
export interface UpOptions {
  /** The environment whose accounts get deploy roles. */
  readonly environment: LoadedEnvironment;
  /** Port of the emulator. @default any free one */
  readonly emulatorPort?: number;
  /** Port of the stream-mapping service. @default any free one */
  readonly lambdaPort?: number;
  /**
   * How long a tumbling window without new records stays open past its end. Ignored if the sandbox is running.
   * @default that of the stream-mapping service, 2 minutes
   */
  readonly windowGraceMs?: number;
  /** Stops every process that was started when aborted. */
  readonly signal?: AbortSignal;
  /** Called with one short line per step. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Starts the local AWS. If it is running already, only creates what the environment needs and is missing: deploy roles,
 * state bucket, state role. Only one process at a time starts it: others wait and then use the same sandbox.
 * @throws SandboxError with the remedy if a tool is missing, a port is in use or a process does not start; no process is
 * left running
 */
export function up(options: UpOptions): Promise<SandboxState> {
  const { signal, onProgress: onWait } = options;
  return withLock(stateLock(), { signal, onWait }, () => bringUp(options));
}

async function bringUp(options: UpOptions): Promise<SandboxState> {
  const running = await runningState();
  const state = running ?? (await start(options));
  const roles = deployRoles(options.environment);
  const stateBucket = stateBucketOf(options.environment.environment);
  await Promise.all([
    createDeployRoles(state.emulatorUrl, state.region, roles),
    stateBucket && createStateBucket(state.emulatorUrl, stateBucket),
  ]);
  const accountIds = [...new Set([...state.accountIds, ...roles.map((role) => role.accountId)])].sort();
  const stateBuckets = withBucket(state.stateBuckets, stateBucket);
  const complete = { ...state, accountIds, stateBuckets };
  writeState(complete);
  return complete;
}

/** The buckets of all environments that the sandbox serves, each once. */
function withBucket(known: readonly StateBucket[] = [], added?: StateBucket): StateBucket[] {
  if (!added) return [...known];
  const { bucket, keyPrefix } = added;
  return [...known.filter((other) => other.bucket !== bucket || other.keyPrefix !== keyPrefix), added];
}

async function runningState(): Promise<SandboxState | undefined> {
  const state = readState();
  if (!state) return undefined;
  const alive = await liveness(state);
  if (alive.emulator && alive.streamMappings) return state;
  // If one part has stopped, start both again: the emulator's memory is lost.
  await takeDown();
  return undefined;
}

async function start(options: UpOptions): Promise<SandboxState> {
  const terraform = await findTerraform();
  const endpoint = process.env.SANDBOX_ENDPOINT;
  const region = options.environment.environment.region;
  const progress = options.onProgress ?? (() => {});
  makeStateFolder();
  mkdirSync(statePath("run"), { recursive: true });
  writeSecret(endpoint ? foreignSecret() : newSecret());
  writeFileSync(statePath("aws-config"), "");

  let emulator: DaemonState | undefined;
  let streamMappings: DaemonState | undefined;
  try {
    const ownEmulator = endpoint ? undefined : await prepareEmulator(options);
    if (ownEmulator !== undefined) {
      progress("starting the emulator");
      emulator = await startEmulator(ownEmulator, region, options.signal);
    }
    const emulatorUrl = emulator?.url ?? (await checkEndpoint(endpoint ?? ""));
    if (!emulator) await checkSecret(emulatorUrl, region);
    progress("starting the stream-mapping service");
    const lambdaPort = await freePort(options.lambdaPort);
    streamMappings = await startStreamMappingService(
      lambdaPort,
      emulatorUrl,
      emulator !== undefined,
      options.windowGraceMs,
      options.signal,
    );
    const state: SandboxState = {
      emulator,
      emulatorUrl,
      streamMappings,
      region,
      accountIds: [],
      terraformCliConfig: terraformCliConfig(),
      startedAt: new Date().toISOString(),
    };
    writeState(state);
    progress(`ready; Terraform ${terraform.version}`);
    return state;
  } catch (error) {
    await stopDaemons({ emulator, streamMappings });
    throw error;
  }
}

/** Installs the emulator if necessary. @returns its port */
async function prepareEmulator(options: UpOptions): Promise<number> {
  const port = await freePort(options.emulatorPort);
  const python = await findPython();
  if (!isEmulatorInstalled(python)) {
    options.onProgress?.("installing the emulator from PyPI (once)");
    await installEmulator(python, { signal: options.signal, onWait: options.onProgress });
  }
  return port;
}

/** Writes a Terraform CLI configuration if there is a local provider mirror and the user has no configuration. */
function terraformCliConfig(): string | undefined {
  const machine = thisMachine();
  if (hasOwnCliConfig(machine)) return undefined;
  const bindings = createRequire(__filename)("@cdktf/provider-aws/package.json") as {
    cdktf: { provider: { version: string } };
  };
  const mirror = findProviderMirror(machine, bindings.cdktf.provider.version);
  if (!mirror) return undefined;
  const file = statePath("terraform.rc");
  writeCliConfig(file, mirror);
  return file;
}

function deployRoles({ environment }: LoadedEnvironment): DeployRole[] {
  return Object.values(environment.accounts).flatMap((account) => {
    const role = deployRoleOf(account);
    return role ? [{ accountId: account.id, roleName: role.name, externalId: role.externalId }] : [];
  });
}
