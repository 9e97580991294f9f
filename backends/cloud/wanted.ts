import { pipelineStackNames } from "../../config/pipeline-stacks";
import type { BackendConfig, Environment } from "../../config/schema";
import { stackNames } from "../../config/stack-names";
import { statesRead } from "../../config/states-read";
import { workspaceName } from "../../stacks/state";

/** The `cloud` backend of an environment file. */
export type CloudSettings = Extract<BackendConfig, { type: "cloud" }>;

/** A workspace that an environment needs. */
export interface WantedWorkspace {
  readonly name: string;
  /** Names of the workspaces that read its state, sorted. */
  readonly readBy: readonly string[];
}

/** The workspaces of an environment, those of sources first and those of its pipeline last. */
export function wantedWorkspaces(environment: Environment, backend: CloudSettings): WantedWorkspace[] {
  const { sources, consumers, mappings } = stackNames(environment);
  const readBy = readers(environment);
  const wanted = (stack: string, by: readonly string[]): WantedWorkspace => ({
    name: workspaceName(backend, stack),
    readBy: by.map((reader) => workspaceName(backend, reader)).sort(),
  });
  return [
    ...Object.entries(sources).map(([key, stack]) => wanted(stack, readBy.get(key) ?? [])),
    ...Object.entries(consumers).map(([key, stack]) => wanted(stack, mappings[key] ?? [])),
    ...[...Object.values(mappings).flat(), ...pipelineStackNames(environment)].map((stack) =>
      wanted(stack, []),
    ),
  ];
}

/** Names of the stacks that read the state of each source. */
function readers(environment: Environment): Map<string, string[]> {
  const { consumers, mappings } = stackNames(environment);
  const readBy = new Map<string, string[]>();
  for (const [key, stack] of Object.entries(consumers)) {
    const read = statesRead(environment, key);
    const stacks = [stack, ...(mappings[key] ?? [])];
    for (const [index, sources] of [read.own, ...read.mappings].entries()) {
      for (const source of sources)
        readBy.set(source, [...(readBy.get(source) ?? []), stacks[index] ?? stack]);
    }
  }
  return readBy;
}
