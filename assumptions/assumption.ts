import type { PairKey } from "./site/content";
import type { Site } from "./site/site";
import type { Verdict } from "./verdict";

/** Something that neither AWS's documents nor recorded answers of AWS settle. */
export interface Assumption {
  /** Such as `A1`; never given to another assumption. */
  readonly id: string;
  /** The assumption as a statement, in Markdown. */
  readonly assumed: string;
  /** What rests on it, in Markdown. */
  readonly matters: string;
  /** How to try it without the command, in Markdown. */
  readonly byHand: string;
  /** When and how it was tried on AWS. @default never */
  readonly triedOnAws?: string;
  /** How the command tries it; a text says why it does not. */
  readonly trial: Trial | string;
}

/** How an assumption is tried. */
export interface Trial {
  /** What is done, in Markdown. */
  readonly does: string;
  /** What has to be deployed. */
  readonly pair: PairKey;
  /** About how long it takes on AWS beside the deployment, minutes. */
  readonly minutes: number;
  /** Trials with the same word are one incident, and take its time once. @default an incident of its own */
  readonly incident?: string;
  /** Tries it. Whatever keeps it from being tried is thrown. */
  run(site: Site): Promise<Verdict>;
}

/** An assumption that the command tries. */
export type Tried = Assumption & { readonly trial: Trial };

/** Whether the command tries it. */
export function isTried(assumption: Assumption): assumption is Tried {
  return typeof assumption.trial !== "string";
}
