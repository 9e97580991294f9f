import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";
import type { LoadedEnvironment } from "../../config/load-environment";
import { withProviderCache } from "../../plan/provider-cache";
import { Terraform } from "../../plan/terraform";
import { findTerraform } from "../../programs/tools";
import { requireRunning } from "../../sandbox/require-running";
import { sandboxOutputFolder } from "../../sandbox/terraform-project";
import { sandboxTerraformVariables, terraformVariables } from "../../sandbox/terraform-variables";
import { ownAwsLine, sandboxLine } from "../../sandbox/which-aws";

/** Terraform, and where it works for an environment. */
export interface TerraformConnection {
  readonly terraform: Terraform;
  /** Version of Terraform or OpenTofu. */
  readonly version: string;
  /** Folder to synthesize into; undefined for the environment's own. */
  readonly output?: string;
}

/**
 * Terraform for an environment: in the running sandbox if the environment is one, with the caller's own credentials
 * otherwise. Says which AWS that is.
 * @throws SandboxError if the environment is a sandbox that does not run; ProgramError if there is no Terraform
 */
export async function connectTerraform(
  { environment }: LoadedEnvironment,
  signal: AbortSignal,
): Promise<TerraformConnection> {
  if (environment.sandbox) {
    console.error(sandboxLine(requireRunning()));
    return sandboxTerraform(signal);
  }
  const { command, version } = await findTerraform();
  console.error(ownAwsLine(process.env, environment.region));
  const variables = withProviderCache(terraformVariables(process.env));
  return { terraform: new Terraform({ command, signal, variables, readServerPlan }), version };
}

/**
 * Terraform for the running sandbox.
 * @throws SandboxError if no sandbox runs; ProgramError if there is no Terraform
 */
export async function sandboxTerraform(signal: AbortSignal): Promise<TerraformConnection> {
  const state = requireRunning();
  const { command, version } = await findTerraform();
  const own = sandboxTerraformVariables(state);
  // With a mirror, Terraform links to the provider in it.
  const variables = state.terraformCliConfig ? own : withProviderCache(own);
  return {
    terraform: new Terraform({ command, signal, variables, readServerPlan }),
    version,
    output: sandboxOutputFolder(),
  };
}

/** Loaded only where it is needed: for one kind of server. */
function readServerPlan(plan: string, signal?: AbortSignal): Promise<string> {
  const { serverPlanJson } =
    require("../../backends/cloud/plan-json") as typeof import("../../backends/cloud/plan-json");
  return serverPlanJson(plan, signal);
}

/** How many stacks are worked on at once if nothing else is said: Terraform's provider keeps one processor busy. */
export const DEFAULT_PARALLELISM = availableParallelism();

/** How many stacks are deployed at once if nothing else is said. Twice as many as keep all processors busy: while a stack is made, the provider mostly waits, 8 s for each KMS key. */
export const AT_ONCE = 2 * DEFAULT_PARALLELISM;

/** @throws InvalidArgumentError unless the text is a whole number from 1 */
export function parseParallelism(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError("Give a whole number from 1 to 999.");
  return Number(text);
}
