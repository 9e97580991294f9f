import { Command } from "commander";
import { synthesizedModel } from "../access/synthesized-model";
import { loadEnvironment } from "../config/load-environment";
import { type Answer, overall } from "../explain/answer";
import { explain } from "../explain/explain";
import { answersText } from "../explain/text";
import { synthesizeUnguarded } from "../stacks/synthesize-temporarily";
import { readStacks } from "../synthesized/read-stacks";
import { deployedAccounts } from "./access/deployed-accounts";
import { whichAws } from "./support/connect-accounts";
import { runReading } from "./support/run-command";

interface Options {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly environment?: string;
  readonly synthesized?: string;
  readonly deployed?: boolean;
  readonly readRole?: string;
  readonly json?: boolean;
}

const EXIT_CODES: Readonly<Record<Answer["decision"], number>> = { allowed: 0, denied: 2, unknown: 1 };

const program = new Command("explain")
  .description(
    "Explains who decides on a request: which side, which statement or its absence, which condition. Exit code 0: allowed; 2: denied; 1: an error, or it is not known.",
  )
  .requiredOption(
    "--principal <who>",
    "ARN of a role or a session, or its key in the environment file: handler, handler.readerApi, changes.accessRoles.devices",
  )
  .requiredOption("--action <action>", "service and action: dynamodb:GetRecords")
  .requiredOption(
    "--resource <what>",
    "ARN, or its key in the environment file: changes.stream, changes.table, changes.key, handler.failureBucket; * for the account as such",
  )
  .option("--environment <name>", "environment to ask (default: the variable ENVIRONMENT, or else sandbox)")
  .option("--deployed", "judge the policies that are deployed instead of those of the stacks")
  .option("--synthesized <folder>", "judge the stacks in this folder instead of synthesizing them")
  .option("--read-role <name>", "role to assume in each account for --deployed (default: the deploy role)")
  .option("--json", "print JSON")
  .showHelpAfterError()
  .action((options: Options) => runReading(() => run(options)));

async function run({ deployed, readRole, json, synthesized, ...options }: Options): Promise<void> {
  const loaded = loadEnvironment(options.environment);
  const { environment, name: environmentName } = loaded;
  if (deployed) console.error(whichAws(environment));
  const stacks = synthesized === undefined ? synthesizeUnguarded(loaded) : readStacks(synthesized);
  const answers = await explain(
    options,
    synthesizedModel(environment, stacks),
    { environmentName, environment },
    deployed ? deployedAccounts(environment, readRole) : undefined,
  );
  const decision = overall(answers);
  console.log(json ? JSON.stringify({ decision, answers }, null, 2) : answersText(answers));
  process.exitCode = EXIT_CODES[decision];
}

void program.parseAsync();
