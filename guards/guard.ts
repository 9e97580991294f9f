import type { Environment } from "../config/schema";
import type { SynthesizedPolicy } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack-json";

/** What guards look at: the environment, and what came of it. */
export interface GuardInput {
  readonly environment: Environment;
  readonly stacks: readonly Stack[];
  /** Every policy of the stacks. */
  readonly policies: readonly SynthesizedPolicy[];
}

/** Something that must not be deployed. */
export interface Finding {
  /** Stack and address, such as `source aws_dynamodb_table.table`. */
  readonly place: string;
  /** What is wrong, to be read after the place; no full stop at its end. */
  readonly cause: string;
  /** What to do about it, a sentence without its full stop. */
  readonly remedy: string;
}

/** One rule. */
export type Guard = (input: GuardInput) => Finding[];

/** Where a policy, or any element, is. */
export function placeOf({
  stack,
  address,
}: {
  readonly stack: Pick<Stack, "name">;
  readonly address: string;
}): string {
  return `${stack.name} ${address}`;
}

/** A finding as one line: `stack address: cause. remedy.` */
export function formatFinding({ place, cause, remedy }: Finding): string {
  return `${place}: ${cause}. ${remedy}.`;
}
