import { down } from "../../sandbox/down";
import { requireRunning } from "../../sandbox/require-running";
import { up } from "../../sandbox/up";
import { deliverItem } from "./delivery";
import { tryMappingWithoutStreamPolicy } from "./denied-mapping";
import { eventsPreparation, eventsTasks } from "./events-tasks";
import { readerTasks } from "./reader-tasks";
import { NO_CHANGES } from "./result";
import { type DemoRun, type DemoTask, projectOf, step } from "./step";
import { switcherTasks } from "./switcher-tasks";

/** The steps of the demo, in order. A step that throws fails the run. */
export function demoTasks(run: DemoRun): DemoTask[] {
  const { environment, scenarios, signal, result } = run;
  return [
    step(run, "Start the local AWS", "sandbox", async (say) => {
      await up({ environment, signal, onProgress: say });
    }),
    ...(scenarios.includes("stream") ? [denial(run)] : []),
    ...(scenarios.includes("events") ? eventsPreparation(run) : [synthesis(run)]),
    step(run, "Deploy both accounts (cdktf deploy '*')", "deploy", (say) => projectOf(run, say).deploy()),
    ...(scenarios.includes("stream") ? [delivery(run)] : []),
    ...(scenarios.includes("reader") ? readerTasks(run) : []),
    ...(scenarios.includes("switcher") ? switcherTasks(run) : []),
    ...(scenarios.includes("events") ? eventsTasks(run) : []),
    step(run, "Plan both stacks again: no changes", undefined, async (say) => {
      const changed = await projectOf(run, say).changedStacks();
      result.planAfterApply = changed.length === 0 ? NO_CHANGES : `changes in ${changed.join(", ")}`;
    }),
    ...(run.keep ? [] : cleanUp(run)),
  ];
}

function synthesis(run: DemoRun): DemoTask {
  return step(run, "Synthesize the stacks", "synth", (say) => projectOf(run, say).synth());
}

function denial(run: DemoRun): DemoTask {
  const { sourceAccountId, consumerAccountId } = run.pipeline;
  return step(run, "Create a mapping without a stream policy: denied", undefined, async () => {
    run.denial = await tryMappingWithoutStreamPolicy(requireRunning(), sourceAccountId, consumerAccountId);
    run.result.deniedWithoutPolicy = run.denial !== undefined;
  });
}

function delivery(run: DemoRun): DemoTask {
  const { pipeline, signal, result } = run;
  const title = `Put an item into ${pipeline.tableName} of account ${pipeline.sourceAccountId}`;
  return step(run, title, undefined, async () => {
    result.delivered = false;
    const { record, seconds } = await deliverItem(requireRunning(), pipeline, signal);
    run.record = record;
    result.delivered = true;
    result.eventName = record.eventName;
    result.itemId = record.dynamodb.Keys.id.S;
    result.seconds.putToHandled = seconds;
  });
}

function cleanUp(run: DemoRun): DemoTask[] {
  return [
    step(run, "Destroy both stacks (cdktf destroy '*')", "destroy", (say) => projectOf(run, say).destroy()),
    step(run, "Stop the local AWS", undefined, async () => {
      await down();
    }),
  ];
}
