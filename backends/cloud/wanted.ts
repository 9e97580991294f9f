import { pipelineStackNames } from "../../config/pipeline-stacks";
import type { BackendConfig, Environment } from "../../config/schema";
import { stackNames } from "../../config/stack-names";
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
  const { sources, consumers } = stackNames(environment);
  const readersOf = (source: string) =>
    Object.entries(environment.consumers)
      .filter(([, { mappings }]) => mappings.some((mapping) => mapping.source === source))
      .map(([consumer]) => workspaceName(backend, consumers[consumer] ?? ""))
      .sort();
  return [
    ...Object.entries(sources).map(([key, stack]) => ({
      name: workspaceName(backend, stack),
      readBy: readersOf(key),
    })),
    ...[...Object.values(consumers), ...pipelineStackNames(environment)].map((stack) => ({
      name: workspaceName(backend, stack),
      readBy: [],
    })),
  ];
}
