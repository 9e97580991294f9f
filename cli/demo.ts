import { writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { down } from "../sandbox/down";
import { SandboxError } from "../sandbox/sandbox-error";
import { readState } from "../sandbox/state-folder";
import { howToGoOn } from "./demo/go-on";
import { pipelineOf } from "./demo/pipeline";
import { emptyResult, holds } from "./demo/result";
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
  .description("Two accounts: deploys both stacks to a local AWS and shows what they do.")
  .addOption(
    new Option(
      "--scenario <name>",
      "stream: an item goes through; reader: the API that reads a table; switcher",
    )
      .choices(SCENARIO_CHOICES)
      .default("stream"),
  )
  .option("--keep", "leave everything running and say how to go on by hand", false)
  .option("--json <file>", "write what was found, and how long it took, to a file")
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
      const start = Date.now();
      try {
        await runTasks(run);
      } finally {
        result.seconds.total = (Date.now() - start) / 1000;
        if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
        // After a failure or Ctrl-C: what was deployed lives in the local AWS only and goes with it.
        if (!run.keep || signal.aborted) await down();
      }
      report(run);
    }),
  )
  .parseAsync();

function refuseToTakeOver(): void {
  const running = readState();
  if (!running) return;
  throw new SandboxError(
    `A sandbox runs already, since ${running.startedAt}; the demo would tear down what it holds.`,
    "Stop it first: npm run sandbox -- down",
  );
}

async function runTasks(run: DemoRun): Promise<void> {
  // An ES module: loaded here, where it is needed.
  const { DefaultRenderer, Listr, PRESET_TIMER, SimpleRenderer } = await import("listr2");
  let failure: unknown;
  const list = demoTasks(run).map((task) => ({
    title: task.title,
    task: async (_: undefined, line: { output: string }) => {
      try {
        // A live list shows the last line only; a log would fill with Terraform's.
        await task.run((text) => {
          if (process.stdout.isTTY && text.trim()) line.output = text;
        });
      } catch (error) {
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
  if (run.keep) console.log(howToGoOn(run));
  if (!holds(result)) {
    throw new SandboxError("Not all held that the demo is to show.", "The lines above say what did not.");
  }
}

function reportStream({ result, pipeline, denial, record }: DemoRun): void {
  console.log(`\nWithout a stream policy Lambda refused:\n  ${denial ?? "nothing; the mapping was created"}`);
  console.log(`\nWhat ${pipeline.functionName} of ${pipeline.consumerAccountId} logged:`);
  console.log(JSON.stringify(record, null, 2));
  console.log(`\nFrom put to handled: ${result.seconds.putToHandled} s.`);
}
