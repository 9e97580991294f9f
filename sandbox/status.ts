import { discardedLines } from "./discarded-lines";
import { liveness } from "./liveness";
import { readState, type StateBucket } from "./state-folder";
import { type MappingStatus, type StreamMappingStatus, streamMappingStatus } from "./stream-mapping-service";

/** The output of `sandbox status`. */
export interface SandboxStatus {
  /** Whether every part of the sandbox is running. */
  readonly running: boolean;
  readonly emulator?: { readonly url: string; readonly running: boolean };
  readonly streamMappings?: {
    readonly url: string;
    readonly running: boolean;
  } & Partial<StreamMappingStatus>;
  readonly accountIds?: readonly string[];
  readonly stateBuckets?: readonly StateBucket[];
  readonly startedAt?: string;
}

/** Checks every part of the sandbox that was started. */
export async function sandboxStatus(): Promise<SandboxStatus> {
  const state = readState();
  if (!state) return { running: false };
  const alive = await liveness(state);
  const mappings = alive.streamMappings ? await streamMappingStatus(state.streamMappings.url) : undefined;
  return {
    running: alive.emulator && alive.streamMappings,
    emulator: { url: state.emulatorUrl, running: alive.emulator },
    streamMappings: { url: state.streamMappings.url, running: alive.streamMappings, ...mappings },
    accountIds: state.accountIds,
    stateBuckets: state.stateBuckets,
    startedAt: state.startedAt,
  };
}

/** The status as text. */
export function describeStatus(status: SandboxStatus): string {
  if (!status.emulator || !status.streamMappings)
    return "No sandbox is running. Start one: npm run sandbox -- up";
  const { emulator, streamMappings } = status;
  const mappings = streamMappings.mappings ?? [];
  const unsupported = streamMappings.settingsNotActedOn ?? [];
  return [
    `emulator                ${part(emulator)}`,
    `stream-mapping service  ${part(streamMappings)}`,
    `accounts                ${status.accountIds?.join(", ")}`,
    ...(status.stateBuckets ?? []).map((bucket) => `Terraform state in      ${stateBucket(bucket)}`),
    `mappings                ${mappings.length}`,
    ...mappings.flatMap((mapping) => [
      `  ${mapping.accountId} ${mapping.functionName} <- ${mapping.eventSourceArn}`,
      `    ${mapping.state}: ${mapping.lastProcessingResult}`,
      ...discardedLines(mapping).map((line) => `    ${line}`),
    ]),
    ...(mappings.some(isTroubled) ? ["What is wrong, and what to do: npm run status"] : []),
    ...(unsupported.length > 0 ? [`settings accepted without effect: ${unsupported.join(", ")}`] : []),
    ...(status.running ? [] : ["A part of it has stopped. Start it again: npm run sandbox -- up"]),
  ].join("\n");
}

/** The last result alone does not tell: it is that of the batch after the one that failed. */
function isTroubled({ discarded, lastProcessingResult }: MappingStatus): boolean {
  return discarded !== null || lastProcessingResult.startsWith("PROBLEM");
}

function stateBucket({ bucket, keyPrefix, accountId, roleName }: StateBucket): string {
  const role = roleName === undefined ? "" : ` by the role ${roleName}`;
  return `s3://${bucket}/${keyPrefix}/ of account ${accountId}${role}`;
}

function part({ url, running }: { url: string; running: boolean }): string {
  return running ? url : `does not answer (${url})`;
}
