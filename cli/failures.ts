import { Command, InvalidArgumentError } from "commander";
import type { SourceWords } from "../config/source-meant";
import { parseSince } from "../failures/select";
import { discardCommand } from "./failures/discard-command";
import { list } from "./failures/list";
import { redriveCommand } from "./failures/redrive-command";
import { show } from "./failures/show";
import { runCommand, runReading } from "./support/run-command";
import { withSourceOptions } from "./support/source-options";

const program = new Command("failures")
  .description(
    "Batches that a consumer's function could not handle: shows them, hands them over again, gives them up.",
  )
  .option(
    "--environment <name>",
    "environment that defines the consumers (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option("--consumer <name>", "only this consumer, a key of `consumers` (default: all)")
  .option(
    "--role <name>",
    "role to assume in the consumer's account (default: the consumer's operator role, or else the deploy role)",
  )
  .option(
    "--external-id <id>",
    "external ID that --role asks for (default: the environment file's, if it has the role)",
  )
  .option("--json", "print JSON")
  .showHelpAfterError();

withSourceOptions(program.command("list"), "only batches of")
  .description("list the failed batches; exit code 0, 1 after an error")
  .option(
    "--since <time>",
    "only batches that failed since then: 2026-01-31T08:00Z, 90s, 30m, 2h or 3d",
    since,
  )
  .action((options: SourceWords & { since?: number }) =>
    runReading(() => list({ ...program.opts(), ...options })),
  );

program
  .command("show <id>")
  .description("show why a batch failed, with what the function logged; exit code 0, 1 after an error")
  .option("--records", "print the batch's records, with all their data")
  .action((id: string, options: { records?: boolean }) =>
    runReading(() => show({ ...program.opts(), ...options, id })),
  );

withSourceOptions(program.command("redrive [id]"), "only batches of")
  .description(
    "hand failed batches to the function again, the changes of each item in order. Exit code 0: all handled; 2: some are left; 1: an error; 130: interrupted",
  )
  .option("--all", "every failed batch")
  .option(
    "--since <time>",
    "only batches that failed since then: 2026-01-31T08:00Z, 90s, 30m, 2h or 3d",
    since,
  )
  .option("--dry-run", "say what would be handed over, and do nothing")
  .option("--rate <records>", "at most so many records a second (default: as fast as the function is)", rate)
  .option("--concurrency <shards>", "how many shards are worked on at once", concurrency, 4)
  .option(
    "--check-current",
    "read each record's item first, and leave out records that a newer change has overtaken",
  )
  .option(
    "--source-role <name>",
    "for --check-current: role to assume in the sources' accounts; it must allow dynamodb:GetItem (default: an access role that admits the operator role, or else the deploy role)",
  )
  .option(
    "--source-external-id <id>",
    "external ID that --source-role asks for (default: the environment file's, if it has the role)",
  )
  .option("--take-over", "do not wait for a run that has not ended; use it only if that run is dead")
  .action((id: string | undefined, options) =>
    runCommand((signal) => redriveCommand({ ...program.opts(), ...options, id, signal })),
  );

program
  .command("discard <id>")
  .description(
    "give a batch up: note down why, and delete it. Exit code 0: done; 2: not confirmed; 1: an error",
  )
  .requiredOption("--because <reason>", "why its records need not be handled; kept in the ledger")
  .option("--yes", "do not ask")
  .option("--take-over", "do not wait for a run that has not ended; use it only if that run is dead")
  .action((id: string, options) =>
    runCommand((signal) => discardCommand({ ...program.opts(), ...options, id, signal })),
  );

function since(text: string): number {
  const moment = parseSince(text, Date.now());
  if (moment !== undefined) return moment;
  throw new InvalidArgumentError("Give a time such as 2026-01-31T08:00Z, or how long ago: 90s, 30m, 2h, 3d.");
}

function rate(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Give a number above 0.");
}

function concurrency(text: string): number {
  if (/^([1-9]|[12]\d|3[0-2])$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 32.");
}

void program.parseAsync();
