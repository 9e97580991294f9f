import { dirname, join } from "node:path";
import type { LoadedEnvironment } from "../../config/load-environment";
import { pipelineStackNames } from "../../config/pipeline-stacks";
import type { BackendConfig } from "../../config/schema";
import { allStackNames, stackNames } from "../../config/stack-names";
import { outputFolder } from "../../stacks/output-folder";
import { administered, pipelineAppName } from "../../stacks/pipeline-app";
import type { StateLocation } from "../../stacks/state";
import type { EarlierBackend } from "./earlier-backend";

/** A stack whose state moves. */
export interface MovedStack {
  readonly stack: string;
  readonly from: StateLocation;
  readonly to: StateLocation;
  /** Folder that the stack is synthesized into. */
  readonly folder: string;
}

/** Sources, consumers and the stacks of the pipeline. */
export interface MovedStacks {
  readonly ofEnvironment: readonly MovedStack[];
  /** They have an administrator, and local files of their own. */
  readonly ofPipeline: readonly MovedStack[];
}

/**
 * The stacks of an environment, with where their state is and goes to.
 * @param outdir where the stacks are synthesized. @default the project's output folder
 */
export function movedStacks(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  earlier: EarlierBackend,
  outdir?: string,
): MovedStacks {
  const { region, pipeline } = environment;
  const moved = (appName: string, backendOf: (backend: BackendConfig) => BackendConfig) => {
    const { commandFolder, folder } = outputFolder(appName, outdir);
    const common = { environmentName: appName, folder: dirname(commandFolder) };
    const from = { ...common, backend: backendOf(earlier.backend), region: earlier.region ?? region };
    const to = { ...common, backend: backendOf(environment.backend), region };
    return (stack: string): MovedStack => ({ stack, from, to, folder: join(folder, "stacks", stack) });
  };
  const own = allStackNames(stackNames(environment));
  const ofEnvironment = own.map(moved(name, (backend) => backend));
  if (!pipeline) return { ofEnvironment, ofPipeline: [] };
  // The account that keeps the state has a stack, too, and may have been another one.
  const before = pipelineStackNames({ ...environment, backend: earlier.backend });
  const names = [...new Set([...pipelineStackNames(environment), ...before])];
  const ofPipeline = names.map(moved(pipelineAppName(name), (backend) => administered(backend, pipeline)));
  return { ofEnvironment, ofPipeline };
}
