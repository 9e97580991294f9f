import { Command, Option } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { oneOf } from "../config/suggest";
import { deployPolicies, type Scope } from "../deploy-policy/deploy-policies";
import { policiesJson } from "../deploy-policy/report/json";
import { policiesText } from "../deploy-policy/report/text";
import { UserError } from "../errors/user-error";
import { synthesizeTemporarily } from "../stacks/synthesize-temporarily";
import type { Stack } from "../synthesized/stack";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly stack?: string;
  readonly planOnly?: boolean;
  readonly drift?: boolean;
  readonly json?: boolean;
}

const program = new Command("deploy-policy")
  .description(
    "Prints the IAM policies that Terraform's roles need to deploy an environment, to change it and to destroy it.",
  )
  .option(
    "--environment <name>",
    "environment to deploy (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option("--stack <name>", "only what this stack needs")
  .option("--plan-only", "only what a plan needs")
  .addOption(new Option("--drift", "only what `npm run drift` reads").conflicts("planOnly"))
  .option("--json", "print JSON, for scripts")
  .showHelpAfterError()
  .action((options: Options) => runCommand(async () => printPolicies(options)));

function printPolicies({ environment: name, stack, planOnly, drift, json }: Options): void {
  const loaded = loadEnvironment(name);
  const stacks = synthesizeTemporarily(loaded);
  if (stack !== undefined) requireStack(stack, stacks, loaded.name);
  const scope = scopeOf({ planOnly, drift });
  const holders = deployPolicies({ environment: loaded.name, stacks, scope, ...(stack && { stack }) });
  console.log(json ? policiesJson(holders) : policiesText(holders, scope));
}

function scopeOf({ planOnly, drift }: Pick<Options, "planOnly" | "drift">): Scope {
  if (drift) return "drift";
  return planOnly ? "plan" : "deploy";
}

function requireStack(name: string, stacks: readonly Stack[], environment: string): void {
  const known = stacks.map((stack) => stack.name);
  if (known.includes(name)) return;
  const cause = `The environment "${environment}" has no stack ${name}`;
  throw new UserError([{ cause, remedy: oneOf(name, known) }]);
}

void program.parseAsync();
