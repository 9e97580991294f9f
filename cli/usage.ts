import { Command, InvalidArgumentError, Option } from "commander";
import { parseSince } from "../failures/select";
import { PERIODS } from "../usage/totals";
import { runCommand, runReading } from "./support/run-command";
import { reconcileCommand } from "./usage/reconcile";
import { show } from "./usage/show";

const TIMES = "2026-01, 2026-01-31, 2026-01-31T08:00Z, or how long ago: 30m, 2h or 3d";
const TENANT = "the tenant: a key of `sources`, or an ID in `tenants`";

const program = new Command("usage")
  .description(
    "What a tenant has changed, by the ledger of the usage meter (docs/usage.md). Without a command it is `show`: " +
      "npm run usage -- --tenant acme --from 2026-01 --to 2026-02 --by day. `npm run usage -- show --help` lists its options.",
  )
  .showHelpAfterError();

withCommon(program.command("show", { isDefault: true }))
  .description(
    "print a tenant's usage; exit code 0, 2 if something is unresolved or missing, 1 after an error",
  )
  .requiredOption(
    "--tenant <name>",
    `${TENANT}; for one that was removed from the file, its account and table, such as 111111111111/Orders`,
  )
  .requiredOption("--from <time>", `first moment: ${TIMES}`, moment)
  .option("--to <time>", `last moment, which is not included: ${TIMES} (default: now)`, moment)
  .addOption(new Option("--by <period>", "length of a row, in UTC").choices(PERIODS).default("day"))
  .addOption(new Option("--csv", "print comma-separated values").conflicts("json"))
  .option("--chart <file>", "write a picture of it as well, SVG")
  .action((options) => runReading(() => show({ to: Date.now(), ...options })));

withCommon(program.command("reconcile"))
  .description(
    "compare the ledger with what the stream still has: its last 24 hours. Exit code 0: they say the same; 2: they differ; 1: an error, also if it concerns one tenant of many; 130: interrupted",
  )
  .option("--tenant <name>", `${TENANT} (default: all tenants, one line each)`)
  .option(
    "--source-role <name>",
    "role to assume in the source's account (default: the deploy role, or your own credentials)",
  )
  .option("--source-external-id <id>", "external ID that --source-role asks for")
  .action((options) => runCommand((signal) => reconcileCommand({ ...options, signal })));

function withCommon(command: Command): Command {
  return command
    .option(
      "--environment <name>",
      "environment that defines the tenant (default: the variable ENVIRONMENT, or else sandbox)",
    )
    .option(
      "--consumer <name>",
      "consumer whose meter is asked (default: the only one that counts the tenant)",
    )
    .option(
      "--role <name>",
      "role to assume in the consumer's account (default: the deploy role, or your own credentials)",
    )
    .option("--external-id <id>", "external ID that --role asks for")
    .option("--json", "print JSON");
}

function moment(text: string): number {
  const isMonth = /^\d{4}-\d{2}$/.test(text);
  const found = isMonth ? Date.parse(text) : parseSince(text, Date.now());
  if (found !== undefined && !Number.isNaN(found)) return found;
  throw new InvalidArgumentError(`Give a time such as ${TIMES}.`);
}

void program.parseAsync();
