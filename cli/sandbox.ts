import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Command, InvalidArgumentError } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { reasonOf } from "../errors/reason-of";
import { clientVariables } from "../sandbox/client-variables";
import { rootCredentials } from "../sandbox/credentials";
import { down } from "../sandbox/down";
import { functionLogs } from "../sandbox/function-logs";
import { parseItem } from "../sandbox/item";
import { accountOfFunction, accountOfTable } from "../sandbox/owner";
import { putRemedy } from "../sandbox/put-remedy";
import { requireRunning } from "../sandbox/require-running";
import { SandboxError } from "../sandbox/sandbox-error";
import { describeStatus, sandboxStatus } from "../sandbox/status";
import { up } from "../sandbox/up";
import { runCommand } from "./support/run-command";

/** Exit code of `status` if no sandbox is running; the same as that of service managers. */
const NOT_RUNNING = 3;

const program = new Command("sandbox")
  .description(
    "Runs a local AWS: an emulator that checks signatures and policies, with cross-account stream mappings.",
  )
  .option(
    "--environment <name>",
    "environment that defines the accounts, tables and functions",
    process.env.ENVIRONMENT || "sandbox",
  )
  .showHelpAfterError();

program
  .command("up")
  .description("start the local AWS, with a deploy role in every account of the environment")
  .option("--emulator-port <port>", "port of the emulator (default: any free port)", parsePort)
  .option(
    "--lambda-port <port>",
    "port of the Lambda API with stream mappings (default: any free port)",
    parsePort,
  )
  .action((options: { emulatorPort?: number; lambdaPort?: number }) =>
    runCommand(async (signal) => {
      const environment = loadEnvironment(program.opts().environment);
      const onProgress = (step: string) => console.error(`- ${step}`);
      const state = await up({ ...options, environment, signal, onProgress });
      console.log(`The sandbox is running at ${state.emulatorUrl}, Lambda at ${state.streamMappings.url}.`);
      console.log(`Accounts: ${state.accountIds.join(", ")}.`);
      console.log('To use it, run: eval "$(npm run --silent sandbox -- env)"');
    }),
  );

program
  .command("down")
  .description("stop the local AWS and delete everything in it")
  .action(() =>
    runCommand(async () => {
      console.log((await down()) ? "The sandbox has stopped." : "No sandbox was running.");
    }),
  );

program
  .command("status")
  .description("show what is running and the state of each mapping; exit code 3 if nothing is running")
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
  .description("print the variables that make aws, terraform and cdktf use the local AWS, for eval")
  .option(
    "--account <id>",
    "act as this account's root user (default: the management account)",
    parseAccountId,
  )
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
  .description("print the log of a function")
  .option(
    "--account <id>",
    "the function's account (default: the one in the environment file)",
    parseAccountId,
  )
  .option("--follow", "keep printing new lines")
  .action((functionName: string, options: { account?: string; follow?: boolean }) =>
    runCommand(async (signal) => {
      const state = requireRunning();
      const accountId =
        options.account ?? accountOfFunction(loadEnvironment(program.opts().environment), functionName);
      const logs = functionLogs(state, { accountId, functionName, follow: options.follow, signal });
      await withRemedy(
        `The log of ${functionName} in account ${accountId} cannot be read`,
        () => "Check the sandbox with `npm run sandbox -- status`.",
        async () => {
          let silent = true;
          for await (const line of logs) {
            silent = false;
            console.log(line);
          }
          if (silent && !signal.aborted) {
            console.error(
              `${functionName} in account ${accountId} has logged nothing: it has not run since it was deployed, or it is not deployed.`,
            );
          }
        },
      );
    }),
  );

program
  .command("put <table> <item>")
  .description("put an item into a table; the item is JSON, plain or in DynamoDB's own format")
  .option("--account <id>", "the table's account (default: the one in the environment file)", parseAccountId)
  .action((tableName: string, item: string, options: { account?: string }) =>
    runCommand(async () => {
      const state = requireRunning();
      const loaded = loadEnvironment(program.opts().environment);
      const accountId = options.account ?? accountOfTable(loaded, tableName);
      const Item = parseItem(item);
      const dynamodb = new DynamoDBClient({
        endpoint: state.emulatorUrl,
        region: state.region,
        credentials: rootCredentials(accountId),
      });
      await withRemedy(
        `The item was not put into ${tableName} of account ${accountId}`,
        (error) => putRemedy(error, tableName, options.account ? undefined : loaded),
        () => dynamodb.send(new PutItemCommand({ TableName: tableName, Item })),
      );
      console.log(`Put one item into ${tableName} of account ${accountId}.`);
    }),
  );

/** Runs a call to the emulator. An error of the call becomes one that the user can fix. */
async function withRemedy(
  cause: string,
  remedy: (error: unknown) => string,
  call: () => Promise<unknown>,
): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw new SandboxError(`${cause}: ${reasonOf(error)}`, remedy(error));
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port must be a number from 1 to 65535.");
}

function parseAccountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("An account ID must have exactly 12 digits.");
}

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

void program.parseAsync();
