import type { LoadedEnvironment } from "../../config/load-environment";
import { down } from "../../sandbox/down";
import { requireRunning } from "../../sandbox/require-running";
import { SandboxError } from "../../sandbox/sandbox-error";
import { TerraformProject } from "../../sandbox/terraform-project";
import { up } from "../../sandbox/up";
import { type LoggedRecord, sendThrough } from "./delivery";
import { tryMappingWithoutStreamPolicy } from "./denied-mapping";
import type { Pipeline } from "./pipeline";
import { type DemoResult, NO_CHANGES } from "./result";

/** What the steps of one run share. */
export interface DemoRun {
  readonly environment: LoadedEnvironment;
  readonly pipeline: Pipeline;
  readonly signal: AbortSignal;
  readonly keep: boolean;
  readonly result: DemoResult;
  /** The refusal of the mapping without a stream policy. */
  denial?: string;
  /** The record as the function logged it. */
  record?: LoggedRecord;
}

/** One line of the live list. */
export interface DemoTask {
  readonly title: string;
  /**
   * Does it.
   * @param say shows a line of output beneath the title
   */
  readonly run: (say: (line: string) => void) => Promise<void>;
}

type Duration = keyof DemoResult["seconds"];

/** The steps of the demo, in order; each fails the run by throwing. */
export function demoTasks(run: DemoRun): DemoTask[] {
  const { pipeline, signal, result } = run;
  const project = (onLine: (line: string) => void) =>
    new TerraformProject({ state: requireRunning(), environment: run.environment.name, signal, onLine });
  return [
    step(run, "Start the local AWS", "sandbox", async (say) => {
      await up({ environment: run.environment, signal, onProgress: say });
    }),
    step(run, "Map a stream that carries no policy: denied", undefined, async () => {
      const { sourceAccountId, consumerAccountId } = pipeline;
      run.denial = await tryMappingWithoutStreamPolicy(requireRunning(), sourceAccountId, consumerAccountId);
      result.deniedWithoutPolicy = run.denial !== undefined;
    }),
    step(run, "Synthesize the stacks", "synth", (say) => project(say).synth()),
    step(run, "Deploy both accounts (cdktf deploy '*')", "deploy", (say) => project(say).deploy()),
    step(
      run,
      `Put an item into ${pipeline.tableName} of ${pipeline.sourceAccountId}`,
      undefined,
      async () => {
        const { record, seconds } = await sendThrough(requireRunning(), pipeline, signal);
        run.record = record;
        result.delivered = true;
        result.eventName = record.eventName;
        result.itemId = record.dynamodb.Keys.id.S;
        result.seconds.putToHandled = seconds;
      },
    ),
    step(run, "Plan both stacks again: no changes", undefined, async (say) => {
      const changed = await project(say).changedStacks();
      result.planAfterApply = changed.length === 0 ? NO_CHANGES : `changes in ${changed.join(", ")}`;
    }),
    ...(run.keep ? [] : cleanUp(run, project)),
  ];
}

function cleanUp(run: DemoRun, project: (onLine: (line: string) => void) => TerraformProject): DemoTask[] {
  return [
    step(run, "Destroy both stacks (cdktf destroy '*')", "destroy", (say) => project(say).destroy()),
    step(run, "Stop the local AWS", undefined, async () => {
      await down();
    }),
  ];
}

function step(
  run: DemoRun,
  title: string,
  duration: Duration | undefined,
  action: (say: (line: string) => void) => Promise<void>,
): DemoTask {
  return {
    title,
    run: async (say) => {
      if (run.signal.aborted) throw new SandboxError("The demo was interrupted.", "Run it again.");
      const start = Date.now();
      await action(say);
      if (duration) run.result.seconds[duration] = (Date.now() - start) / 1000;
    },
  };
}
