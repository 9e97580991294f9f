import { writeFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Command } from "commander";
import { AdoptError } from "../adopt/adopt-error";
import { entryText } from "../adopt/entry-text";
import { readTable } from "../adopt/found-table";
import { sourceKeyNotes } from "../adopt/source-key";
import { tableEntry } from "../adopt/table-entry";
import { loadEnvironment } from "../config/load-environment";
import type { Environment } from "../config/schema";
import { connectAccounts, whichAws } from "./support/connect-accounts";
import { namedRole } from "./support/named-role";
import { runReading } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly account: string;
  readonly source: string;
  readonly region?: string;
  readonly role?: string;
  readonly write?: string;
}

const program = new Command("adopt")
  .description(
    "Reads a table that is there already, and writes the entry of an environment file that brings it under the care of a stack. It changes nothing in the account.",
  )
  .argument("<table>", "name of the table")
  .requiredOption("--account <key>", "account of the table, a key of `accounts` in the environment file")
  .requiredOption("--source <key>", "key that the entry gets below `sources`")
  .option(
    "--environment <name>",
    "environment that names the account (default: the variable ENVIRONMENT, or else sandbox)",
  )
  .option("--region <region>", "region of the table (default: that of the environment)")
  .option("--role <name>", "role to assume in the account (default: the deploy role)")
  .option("--write <file>", "write the entry to a new file, instead of printing it")
  .showHelpAfterError()
  .action((table: string, options: Options) => runReading(() => adopt(table, options)));

async function adopt(tableName: string, { write, source, ...options }: Options): Promise<void> {
  const { environment } = loadEnvironment(options.environment);
  const keyNotes = sourceKeyNotes(source, Object.keys(environment.sources));
  console.error(whichAws(environment));
  const region = options.region ?? environment.region;
  const client = await clientOf(environment, { ...options, region });
  try {
    const { entry, notes } = tableEntry(await readTable(client, tableName), options.account);
    const placed = region === environment.region ? entry : { ...entry, region };
    const text = entryText(source, { entry: placed, notes: [...keyNotes, ...notes] });
    if (write === undefined) process.stdout.write(text);
    else writeNew(write, text);
  } finally {
    client.destroy();
  }
}

async function clientOf(
  environment: Environment,
  { account: key, region, role }: Pick<Options, "account" | "role"> & { readonly region: string },
): Promise<DynamoDBClient> {
  const account = Object.hasOwn(environment.accounts, key) ? environment.accounts[key] : undefined;
  if (!account) {
    const remedy = `Use one of: ${Object.keys(environment.accounts).join(", ")}`;
    throw new AdoptError([{ place: "--account", cause: `the environment has no account ${key}`, remedy }]);
  }
  const named = role === undefined ? undefined : namedRole(environment, account.id, role, undefined);
  const connect = connectAccounts(environment, "adopt");
  return new DynamoDBClient((await connect({ accountId: account.id, region }, named)).general);
}

/** A file that is there may be somebody's work. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = "Name a file that is not there yet, in a folder that is";
    throw new AdoptError([{ place: file, cause: `it cannot be written: ${reason}`, remedy }]);
  }
  console.error(`Wrote ${file}`);
}

void program.parseAsync();
