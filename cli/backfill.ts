import { Command, InvalidArgumentError } from "commander";
import { backfillCommand } from "./backfill/backfill-command";
import { runCommand } from "./support/run-command";
import { withSourceOptions } from "./support/source-options";

const program = withSourceOptions(new Command("backfill"), "the table of")
  .description(
    "Hands every item of a source's table to a consumer's function, as if it had just been inserted. Exit code 0: done; 2: a part is left; 1: an error; 130: interrupted.",
  )
  .option(
    "--environment <name>",
    "environment that defines the source (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option(
    "--consumer <name>",
    "the consumer, a key of `consumers` (default: the only one that reads the source)",
  )
  .option(
    "--role <name>",
    "role to assume in the consumer's account (default: the consumer's operator role, or else the deploy role)",
  )
  .option(
    "--external-id <id>",
    "external ID that --role asks for (default: the environment file's, if it has the role)",
  )
  .option(
    "--source-role <name>",
    "role to assume in the source's account; it must allow dynamodb:Scan and dynamodb:DescribeTable on the table (default: an access role that admits the operator role, or else the deploy role)",
  )
  .option(
    "--source-external-id <id>",
    "external ID that --source-role asks for (default: the environment file's, if it has the role)",
  )
  .option("--segments <count>", "parts of the table that are read side by side (default: 4)", segments)
  .option("--rate <units>", "at most so many read capacity units a second (default: no limit)", rate)
  .option("--resume", "go on with a backfill that was interrupted")
  .option("--restart", "begin again instead of going on")
  .option("--dry-run", "say what it takes, and do nothing")
  .option("--take-over", "do not wait for a run that has not ended; use it only if that run is dead")
  .option("--json", "print JSON")
  .showHelpAfterError()
  .action((options) => runCommand((signal) => backfillCommand({ ...options, signal })));

function rate(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a number above 0.");
}

function segments(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 999.");
}

void program.parseAsync();
