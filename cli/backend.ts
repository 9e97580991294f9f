import { resolve } from "node:path";
import { Command } from "commander";
import { bootstrap } from "../backends/bootstrap";
import { earlierBackend } from "../backends/move/earlier-backend";
import { moveStates } from "../backends/move/move-states";
import { type BackendReport, reportJson, reportText, type Step } from "../backends/report";
import { loadEnvironment } from "../config/load-environment";
import { runCommand } from "./support/run-command";

interface Options {
  readonly environment?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

interface BootstrapOptions extends Options {
  readonly adopt?: boolean;
  readonly role?: string;
}

interface MoveOptions extends Options {
  readonly from: string;
  readonly copies?: string;
  readonly withoutPipeline?: boolean;
  readonly output?: string;
}

const program = new Command("backend").description("Prepares and changes where Terraform keeps its state.");

withCommonOptions(program.command("bootstrap"))
  .description("Makes the S3 bucket or the Terraform Cloud workspaces that the environment file names.")
  .option("--adopt", "take over an S3 bucket that this project did not make")
  .option("--role <arn>", "role to assume in the account of the S3 bucket")
  .action((options: BootstrapOptions) =>
    runCommand(async (signal) => {
      const { adopt = false, dryRun = false, role: roleArn } = options;
      const loaded = loadEnvironment(options.environment);
      print(await bootstrap(loaded, { adopt, dryRun, roleArn, signal, onStep: printStep }), options);
    }),
  );

withCommonOptions(program.command("move"))
  .description("Moves the states of all stacks to the backend that the environment file names now.")
  .requiredOption("--from <backend>", "`local`, or the environment file as it was before")
  .option("--without-pipeline", "leave the states of the pipeline's stacks where they are")
  .option("--copies <folder>", "folder for copies of the states (default: state-copies/NAME/TIME)")
  .option("--output <folder>", "folder of the synthesized stacks (default: cdktf.out)")
  .action((options: MoveOptions) =>
    runCommand(async (signal) => {
      const { dryRun = false, withoutPipeline = false, from, output: outdir } = options;
      const loaded = loadEnvironment(options.environment);
      const moment = new Date().toISOString().replaceAll(/[:.]/g, "-");
      const { copies = `state-copies/${loaded.name}/${moment}` } = options;
      const report = await moveStates(loaded, earlierBackend(from), {
        dryRun,
        withoutPipeline,
        copies: resolve(copies),
        outdir,
        signal,
        onStep: printStep,
      });
      print(report, options);
    }),
  );

function withCommonOptions(command: Command): Command {
  return command
    .option("--environment <name>", "environment to use (default: the variable ENVIRONMENT, or else sandbox)")
    .option("--dry-run", "only show what would be done")
    .option("--json", "print JSON, for scripts")
    .showHelpAfterError();
}

/** Progress, apart from the report. */
function printStep({ action, what }: Step): void {
  console.error(`${action} ${what}`);
}

function print(report: BackendReport, { json }: Options): void {
  console.log(json ? reportJson(report) : reportText(report));
}

void program.parseAsync();
