import type { LoadedEnvironment } from "../../config/load-environment";
import { requireRunning } from "../../sandbox/require-running";
import { TerraformProject } from "../../sandbox/terraform-project";
import type { LoggedRecord } from "./delivery";
import type { Pipeline } from "./pipeline";
import type { DemoResult } from "./result";
import type { Scenario } from "./scenario";

/** The state that the steps of one run share. */
export interface DemoRun {
  readonly environment: LoadedEnvironment;
  readonly scenarios: readonly Scenario[];
  readonly pipeline: Pipeline;
  readonly signal: AbortSignal;
  readonly keep: boolean;
  readonly result: DemoResult;
  /** Output of the steps, printed at the end of the run. */
  readonly shown: string[];
  /** URL of the reader API. */
  readerUrl?: string;
  /** URL of the queue that gets the events of the demo's bus. */
  queueUrl?: string;
  /** The error that denied the mapping without a stream policy. */
  denial?: string;
  /** The record as the function logged it. */
  record?: LoggedRecord;
}

/** Shows a line of output below the title. */
export type Say = (line: string) => void;

/** One line of the live list. */
export interface DemoTask {
  readonly title: string;
  readonly run: (say: Say) => Promise<void>;
}

/** Durations of the parts of a demo, seconds. */
export type Durations<Part extends string> = Record<Part, number | null>;

/** A step whose duration is noted. Steps with the same duration add up. */
export function timed<Part extends string>(
  seconds: Durations<Part>,
  title: string,
  part: Part | undefined,
  action: (say: Say) => Promise<void>,
): DemoTask {
  return {
    title,
    run: async (say) => {
      const start = Date.now();
      await action(say);
      if (part) seconds[part] = (seconds[part] ?? 0) + (Date.now() - start) / 1000;
    },
  };
}

/** A step of a run. */
export function step(
  run: DemoRun,
  title: string,
  duration: keyof DemoResult["seconds"] | undefined,
  action: (say: Say) => Promise<void>,
): DemoTask {
  return timed(run.result.seconds, title, duration, action);
}

/** The project, deployed to the running sandbox. */
export function projectOf({ environment, signal }: DemoRun, onLine?: Say): TerraformProject {
  const { name } = environment;
  return new TerraformProject({ state: requireRunning(), environment: name, signal, onLine });
}
