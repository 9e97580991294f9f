import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";
import { down } from "../sandbox/down";
import { SandboxError } from "../sandbox/sandbox-error";
import { readState } from "../sandbox/state-folder";
import { nextSteps } from "./demo/next-steps";
import { pipelineOf } from "./demo/pipeline";
import { type DemoResult, emptyResult, holds } from "./demo/result";
import { SCENARIO_CHOICES, scenariosOf } from "./demo/scenario";
import type { DemoRun } from "./demo/step";
import { demoTasks } from "./demo/tasks";
import { runCommand } from "./support/run-command";

interface Options {
  readonly scenario: (typeof SCENARIO_CHOICES)[number];
  readonly keep: boolean;
  readonly json?: string;
}

new Command("demo")
  .description("Deploys the stacks of two accounts to a local AWS and shows what they do.")
  .addOption(
    new Option(
      "--scenario <name>",
      "stream: a change of the table reaches the function; reader: an API of one account reads a table of the other; switcher: the account switcher, a function that assumes a role in the account whose ID it is given and acts there; events: the stream handler puts an event onto a bus for each change",
    )
      .choices(SCENARIO_CHOICES)
      .default("stream"),
  )
  .option("--keep", "leave everything running and show what to try next", false)
  .option("--json <file>", "write results and durations to a file")
  .showHelpAfterError()
  .action((options: Options) =>
    runCommand(async (signal) => {
      refuseToTakeOver();
      const environment = loadEnvironment();
      const pipeline = pipelineOf(environment);
      const scenarios = scenariosOf(options.scenario);
      const result = emptyResult(scenarios, pipeline.sourceAccountId, pipeline.consumerAccountId);
      const { keep } = options;
      const run: DemoRun = { environment, scenarios, pipeline, signal, keep, result, shown: [] };
      // At once, so that a file that cannot be written is reported before anything is deployed.
      writeResult(options.json, result);
      console.error("AWS: a sandbox that the demo starts; nothing reaches the real one");
      const start = Date.now();
      try {
        await runTasks(run);
      } finally {
        result.seconds.total = (Date.now() - start) / 1000;
        // After a failure or Ctrl-C, too: everything that was deployed is in the local AWS and is deleted with it.
        if (!run.keep || signal.aborted) await down();
        writeResult(options.json, result);
      }
      if (signal.aborted)
        return console.error("The demo was interrupted. Everything that it started is gone.");
      report(run);
    }),
  )
  .parseAsync();

function refuseToTakeOver(): void {
  const running = readState();
  if (!running) return;
  throw new SandboxError(
    `A sandbox has been running since ${running.startedAt}; the demo would delete everything in it.`,
    "Stop it first with `npm run sandbox -- down`.",
  );
}

function writeResult(file: string | undefined, result: DemoResult): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    const cause = `The file cannot be written: ${reasonOf(error)}`;
    throw new UserError([{ cause, remedy: "Give --json the path of a file that you may write to" }]);
  }
}

async function runTasks(run: DemoRun): Promise<void> {
  // An ES module, loaded only when it is needed.
  const { DefaultRenderer, Listr, PRESET_TIMER, SimpleRenderer } = await import("listr2");
  let failure: unknown;
  const list = demoTasks(run).map((task) => ({
    title: task.title,
    skip: () => run.signal.aborted && "interrupted",
    task: async (_: undefined, line: { output: string; skip: (reason: string) => void }) => {
      try {
        // The live list shows only the last line. A log would be full of Terraform's output.
        await task.run((text) => {
          if (process.stdout.isTTY && text.trim()) line.output = text;
        });
      } catch (error) {
        // Whatever Ctrl-C breaks off has not failed.
        if (run.signal.aborted) return line.skip("interrupted");
        failure = error;
        throw new Error("see below");
      }
    },
  }));
  const tasks = new Listr(list, {
    renderer: DefaultRenderer,
    fallbackRenderer: SimpleRenderer,
    rendererOptions: { timer: PRESET_TIMER, collapseErrors: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
    registerSignalListeners: false,
  });
  await tasks.run().catch((error: unknown) => {
    throw failure ?? error;
  });
}

function report(run: DemoRun): void {
  const { result, scenarios, shown } = run;
  if (scenarios.includes("stream")) reportStream(run);
  if (shown.length > 0) console.log(`\n${shown.join("\n")}`);
  console.log(`\nPlan after apply: ${result.planAfterApply}.`);
  if (run.keep) console.log(nextSteps(run));
  if (!holds(result)) {
    throw new SandboxError("A check of the demo failed.", "See the output above.");
  }
}

function reportStream({ result, pipeline, denial, record }: DemoRun): void {
  const refusal = denial ?? "nothing: the mapping was created";
  console.log(`\nWithout a stream policy, Lambda denied the mapping:\n  ${refusal}`);
  console.log(`\n${pipeline.functionName} of account ${pipeline.consumerAccountId} logged:`);
  console.log(JSON.stringify(record, null, 2));
  console.log(`\nTime from the put to the log line: ${result.seconds.putToHandled} s.`);
}
