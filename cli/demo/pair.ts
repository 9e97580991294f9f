import { loadEnvironment } from "../../config/load-environment";
import type { Demonstration, DemoOptions } from "./demonstration";
import { nextSteps } from "./next-steps";
import { pipelineOf } from "./pipeline";
import { emptyResult, holds } from "./result";
import type { Scenario } from "./scenario";
import type { DemoRun } from "./step";
import { demoTasks } from "./tasks";

/** Shows one source and one consumer: those of the environment that ENVIRONMENT names, or else of `sandbox`. */
export function pairDemo(scenarios: readonly Scenario[], { signal, keep }: DemoOptions): Demonstration {
  const environment = loadEnvironment();
  const pipeline = pipelineOf(environment);
  const result = emptyResult(scenarios, pipeline.sourceAccountId, pipeline.consumerAccountId);
  const run: DemoRun = { environment, scenarios, pipeline, signal, keep, result, shown: [] };
  return {
    tasks: demoTasks(run),
    result,
    text: () => textOf(run),
    nextSteps: () => nextSteps(run),
    holds: () => holds(result),
  };
}

function textOf(run: DemoRun): string {
  const { result, scenarios, shown } = run;
  return [
    ...(scenarios.includes("stream") ? streamLines(run) : []),
    ...(shown.length > 0 ? ["", ...shown] : []),
    "",
    `Plan after apply: ${result.planAfterApply}.`,
  ].join("\n");
}

function streamLines({ result, pipeline, denial, record }: DemoRun): string[] {
  return [
    "",
    "Without a stream policy, Lambda denied the mapping:",
    `  ${denial ?? "nothing: the mapping was created"}`,
    "",
    `${pipeline.functionName} of account ${pipeline.consumerAccountId} logged:`,
    JSON.stringify(record, null, 2),
    "",
    `Time from the put to the log line: ${result.seconds.putToHandled} s.`,
  ];
}
