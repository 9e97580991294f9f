import type { DeployedFinding } from "../access/deployed/inventory/deployed-stack";

/** What the next deployment does about something that was changed by hand. */
export type Deployment =
  /** It makes it what the environment file says. */
  | "puts back"
  /** It changes nothing: no stack knows what was added. */
  | "leaves"
  /** It stops with an error until somebody acts. */
  | "stops";

/** What a deployment does, and what to know or to do besides. */
export interface Outcome {
  readonly deployment: Deployment;
  /** What is lost all the same, or what to do by hand: sentences. */
  readonly advice: string;
}

/** A place where what is deployed differs from what the environment file implies. */
export interface DriftFinding extends DeployedFinding, Outcome {}

/** Everything that was found in the accounts of an environment. */
export interface Drift {
  readonly findings: readonly DriftFinding[];
  /** What could not be compared, or what a person must judge: a line each. */
  readonly notes: readonly string[];
  /** Those among the notes that say that something could not be read. */
  readonly unread: readonly string[];
}
