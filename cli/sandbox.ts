import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Command, InvalidArgumentError, Option } from "commander";
import { type LoadedEnvironment, loadEnvironment } from "../config/load-environment";
import { sourceMeant } from "../config/source-meant";
import { reasonOf } from "../errors/reason-of";
import { describeError } from "../errors/user-error";
import { type ClientVariables, clientVariables } from "../sandbox/client-variables";
import { rootCredentials } from "../sandbox/credentials";
import { down } from "../sandbox/down";
import { functionLogs } from "../sandbox/function-logs";
import { parseItem } from "../sandbox/item";
import { type Place, placeOfFunction, placeOfTable } from "../sandbox/owner";
import { putRemedy } from "../sandbox/put-remedy";
import { requireAnswering, requireRunning } from "../sandbox/require-running";
import { SandboxError } from "../sandbox/sandbox-error";
import { describeStatus, sandboxStatus } from "../sandbox/status";
import { up } from "../sandbox/up";
import { sandboxLine } from "../sandbox/which-aws";
import { serveConsole } from "./sandbox/serve-console";
import { failingShellCode, shellCode } from "./sandbox/shell-code";
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
      warnAboutState(environment);
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
      if (options.json) return console.log(JSON.stringify((await variablesOf(options.account)).set, null, 2));
      try {
        console.log(shellCode(await variablesOf(options.account)));
      } catch (error) {
        console.log(failingShellCode(describeError(error)));
        process.exitCode = 1;
      }
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
      const loaded = loadEnvironment(program.opts().environment);
      const { accountId, region } = placeIn(options.account, loaded, () =>
        placeOfFunction(loaded, functionName),
      );
      console.error(sandboxLine(state));
      const logs = functionLogs(state, { accountId, functionName, region, follow: options.follow, signal });
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
              `${functionName} in account ${accountId} and region ${region ?? state.region} has logged nothing: it has not run since it was deployed, or it is not deployed there.`,
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
  .addOption(
    new Option(
      "--tenant <name>",
      "the tenant whose table it is: its ID in `tenants`, or a key of `sources`",
    ).conflicts("account"),
  )
  .action((tableName: string, item: string, options: { account?: string; tenant?: string }) =>
    runCommand(async () => {
      const state = requireRunning();
      const loaded = loadEnvironment(program.opts().environment);
      const source = sourceMeant(loaded.environment, { tenant: options.tenant });
      const { accountId, region } = placeIn(options.account, loaded, () =>
        placeOfTable(loaded, tableName, source),
      );
      const Item = parseItem(item);
      console.error(sandboxLine(state));
      const dynamodb = new DynamoDBClient({
        endpoint: state.emulatorUrl,
        region,
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

program
  .command("console")
  .description(
    "serve a page that shows the environment in the sandbox live, on this machine only; Ctrl-C ends it",
  )
  .option("--port <port>", "port of the page (default: any free one)", parsePort)
  .action((options: { port?: number }) =>
    runCommand(async (signal) => {
      const state = await requireAnswering();
      const loaded = loadEnvironment(program.opts().environment);
      await serveConsole(state, loaded, options.port ?? 0, signal);
    }),
  );

/** Where something is: in the account that the user names, or else where the environment's file says. */
function placeIn(account: string | undefined, { environment }: LoadedEnvironment, find: () => Place): Place {
  return account === undefined ? find() : { accountId: account, region: environment.region };
}

async function variablesOf(account?: string): Promise<ClientVariables> {
  const { environment } = loadEnvironment(program.opts().environment);
  return clientVariables(await requireAnswering(), account, environment.region);
}

/** The sandbox serves S3, and a local file needs no server. */
function warnAboutState({ name, environment: { backend } }: LoadedEnvironment): void {
  if (backend.type !== "cloud") return;
  console.error(
    `Warning: ${name} keeps its state in Terraform Cloud at ${backend.hostname}, which the sandbox does not have. A deployment to the sandbox writes to the real workspaces.`,
  );
}

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

void program.parseAsync();
