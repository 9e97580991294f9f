import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { clientVariables } from "../sandbox/client-variables";
import { rootCredentials } from "../sandbox/credentials";
import { down } from "../sandbox/down";
import { functionLogs } from "../sandbox/function-logs";
import { parseItem } from "../sandbox/item";
import { accountOfFunction, accountOfTable } from "../sandbox/owner";
import { requireRunning } from "../sandbox/require-running";
import { SandboxError } from "../sandbox/sandbox-error";
import { describeStatus, sandboxStatus } from "../sandbox/status";
import { up } from "../sandbox/up";
import { runCommand } from "./support/run-command";

/** Exit code of `status` when nothing runs, as service managers have it. */
const NOT_RUNNING = 3;

const program = new Command("sandbox")
  .description(
    "A local AWS: an emulator that checks signatures and policies, and cross-account stream mappings.",
  )
  .option(
    "--environment <name>",
    "environment file to read accounts, tables and functions from",
    process.env.ENVIRONMENT || "sandbox",
  )
  .showHelpAfterError();

program
  .command("up")
  .description("start it, with a deploy role in every account of the environment")
  .option("--emulator-port <port>", "port of the emulator; any free one if absent", parsePort)
  .option(
    "--lambda-port <port>",
    "port of the Lambda API with stream mappings; any free one if absent",
    parsePort,
  )
  .action((options: { emulatorPort?: number; lambdaPort?: number }) =>
    runCommand(async (signal) => {
      const environment = loadEnvironment(program.opts().environment);
      const onProgress = (step: string) => console.error(`- ${step}`);
      const state = await up({ ...options, environment, signal, onProgress });
      console.log(`The sandbox runs: ${state.emulatorUrl}, Lambda at ${state.streamMappings.url}.`);
      console.log(`Accounts: ${state.accountIds.join(", ")}.`);
      console.log('Talk to it: eval "$(npm run --silent sandbox -- env)"');
    }),
  );

program
  .command("down")
  .description("stop it; all it held is gone")
  .action(() =>
    runCommand(async () => {
      console.log((await down()) ? "The sandbox is down." : "No sandbox was running.");
    }),
  );

program
  .command("status")
  .description("what runs, and how each mapping fares; exit code 3 if nothing does")
  .option("--json", "print JSON")
  .action((options: { json?: boolean }) =>
    runCommand(async () => {
      const status = await sandboxStatus();
      console.log(options.json ? JSON.stringify(status, null, 2) : describeStatus(status));
      if (!status.running) process.exitCode = NOT_RUNNING;
    }),
  );

program
  .command("env")
  .description("print the variables with which aws, terraform and cdktf talk to it, for eval")
  .option("--account <id>", "be the root of this account; the management account if absent", parseAccountId)
  .option("--json", "print JSON")
  .action((options: { account?: string; json?: boolean }) =>
    runCommand(async () => {
      const variables = clientVariables(requireRunning(), options.account);
      if (options.json) return console.log(JSON.stringify(variables.set, null, 2));
      for (const name of variables.unset) console.log(`unset ${name}`);
      for (const [name, value] of Object.entries(variables.set))
        console.log(`export ${name}=${quote(value)}`);
    }),
  );

program
  .command("logs <function>")
  .description("print what a function logged")
  .option(
    "--account <id>",
    "the function's account; looked up in the environment file if absent",
    parseAccountId,
  )
  .option("--follow", "go on with what comes")
  .action((functionName: string, options: { account?: string; follow?: boolean }) =>
    runCommand(async (signal) => {
      const state = requireRunning();
      const accountId =
        options.account ?? accountOfFunction(loadEnvironment(program.opts().environment), functionName);
      for await (const line of functionLogs(state, {
        accountId,
        functionName,
        follow: options.follow,
        signal,
      })) {
        console.log(line);
      }
    }),
  );

program
  .command("put <table> <item>")
  .description("put an item, given as JSON, plain or in DynamoDB's own form")
  .option(
    "--account <id>",
    "the table's account; looked up in the environment file if absent",
    parseAccountId,
  )
  .action((tableName: string, item: string, options: { account?: string }) =>
    runCommand(async () => {
      const state = requireRunning();
      const accountId =
        options.account ?? accountOfTable(loadEnvironment(program.opts().environment), tableName);
      const dynamodb = new DynamoDBClient({
        endpoint: state.emulatorUrl,
        region: state.region,
        credentials: rootCredentials(accountId),
      });
      await putItem(dynamodb, tableName, item, accountId);
      console.log(`Put one item into ${tableName} of ${accountId}.`);
    }),
  );

async function putItem(
  dynamodb: DynamoDBClient,
  tableName: string,
  item: string,
  accountId: string,
): Promise<void> {
  try {
    await dynamodb.send(new PutItemCommand({ TableName: tableName, Item: parseItem(item) }));
  } catch (error) {
    if (!(error instanceof Error) || error instanceof SandboxError) throw error;
    throw new SandboxError(
      `The item was not put into ${tableName} of account ${accountId}: ${error.message}.`,
      "Deploy the table first (`npm run demo -- --keep`), and give every key attribute of the table.",
    );
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 1 to 65535.");
}

function parseAccountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("An account ID has exactly 12 digits.");
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

void program.parseAsync();
