import { join } from "node:path";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { deployStacks } from "../../../deploy/deploy-stacks";
import type { Result } from "../../../deploy/outcome";
import { UserError } from "../../../errors/user-error";
import { sandboxOutputFolder } from "../../../sandbox/terraform-project";
import { synthesizeEnvironment } from "../../../stacks/synthesize-environment";
import { readStacksInOrder } from "../../../synthesized/read-stacks";
import { openDeploymentLedger } from "../../support/deployment-ledger";
import { AT_ONCE, sandboxTerraform } from "../../support/terraform-connection";
import type { Say } from "../step";

/** What a deployment did. */
export interface Deployed {
  /** What became of each stack. */
  readonly results: Readonly<Record<string, Result>>;
  /** What was done to each resource, sorted. */
  readonly changes: readonly ResourceChange[];
}

/** A resource that Terraform created, changed in place or destroyed. */
export interface ResourceChange {
  readonly stack: string;
  /** Such as `aws_lambda_event_source_mapping.mapping_orders_acme`. */
  readonly address: string;
  readonly what: "Creation" | "Modifications" | "Destruction";
}

const COMPLETE = /^(\S+): (Creation|Modifications|Destruction) complete/;

/** Writes the stacks of an environment where the sandbox keeps them. @throws GuardError if they must not be deployed */
export function synthesizeIntoSandbox(loaded: LoadedEnvironment): void {
  synthesizeEnvironment(loaded, sandboxOutputFolder());
}

/**
 * Deploys what was synthesized, as `npm run deploy` does.
 * @throws UserError with what went wrong in each stack
 */
export async function deployToSandbox(
  { name }: LoadedEnvironment,
  signal: AbortSignal,
  say: Say,
): Promise<Deployed> {
  const { terraform, output } = await sandboxTerraform(signal);
  const ledger = openDeploymentLedger(name, output);
  ledger.begin({ only: null, changed: false });
  const changes: ResourceChange[] = [];
  const outcomes = await deployStacks({
    stacks: readStacksInOrder(sandboxOutputFolder()),
    ledger,
    resumed: false,
    terraform,
    parallelism: AT_ONCE,
    signal,
    listener: {
      onStart: (stack) => say(stack),
      onLine: (stack, line) => {
        const [, address = "", what] = COMPLETE.exec(line) ?? [];
        if (what) changes.push({ stack, address, what: what as ResourceChange["what"] });
        say(`${stack}: ${line}`);
      },
      onOutcome: () => undefined,
    },
  });
  const problems = outcomes.flatMap(({ stack, error }) =>
    (error?.problems ?? []).map((problem) => ({ place: stack, ...problem })),
  );
  if (problems.length > 0) throw new UserError(problems, "Not every stack was deployed:");
  signal.throwIfAborted();
  return {
    results: Object.fromEntries(outcomes.map(({ stack, result }) => [stack, result])),
    changes: changes.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1)),
  };
}

/** A change in words, such as `source-orders aws_dynamodb_table.table created`. */
export function textOf({ stack, address, what }: ResourceChange): string {
  return `${stack} ${address} ${WORDS[what]}`;
}

const WORDS: Readonly<Record<ResourceChange["what"], string>> = {
  Creation: "created",
  Modifications: "changed",
  Destruction: "destroyed",
};

/** Destroys a stack that was deployed before, with Terraform in the folder that it was deployed from. */
export async function destroyInSandbox(stack: string, signal: AbortSignal, say: Say): Promise<void> {
  const { terraform } = await sandboxTerraform(signal);
  await terraform.destroy(join(sandboxOutputFolder(), "stacks", stack), say);
}
