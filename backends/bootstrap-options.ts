import type { Step } from "./report";

/** How to make a backend ready. */
export interface BootstrapOptions {
  /** Only tells what would be done. */
  readonly dryRun: boolean;
  /** Takes over a bucket that somebody else made. */
  readonly adopt: boolean;
  /** ARN of a role to assume in the account of the bucket. @default none */
  readonly roleArn?: string | undefined;
  readonly signal: AbortSignal;
  /** Called with each thing that was done. */
  readonly onStep: (step: Step) => void;
}
