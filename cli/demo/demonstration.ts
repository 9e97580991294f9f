import type { DemoTask } from "./step";

/** What `npm run demo` shows: its steps, its results, and what it says of them. */
export interface Demonstration {
  /** In order. A step that throws ends the run. */
  readonly tasks: readonly DemoTask[];
  /** As `--json` writes it. A duration is null until it is known. */
  readonly result: { readonly seconds: { total: number | null } };
  /** The report for people, after the last step. */
  text(): string;
  /** Commands to try while everything is still running (`--keep`). */
  nextSteps(): string;
  /** Whether every check passed. */
  holds(): boolean;
}

/** What every demonstration is given. */
export interface DemoOptions {
  readonly signal: AbortSignal;
  /** Whether to leave everything running. */
  readonly keep: boolean;
  /** How long to wait while nothing comes that is waited for, milliseconds. @default `PATIENCE_MS` */
  readonly patienceMs?: number;
}
