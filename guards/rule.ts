import type { SynthesizedPolicy } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack";
import type { ArguedStatement } from "./argued-statement";
import type { GuardSettings } from "./guard-settings";
import type { PlacedStatement } from "./placed-statement";

/** What rules look at. */
export interface GuardInput {
  readonly settings: Required<GuardSettings>;
  readonly stacks: readonly Stack[];
  /** Every policy of the stacks. */
  readonly policies: readonly SynthesizedPolicy[];
  /** Every statement of these policies, and what permissions and grants of the stacks mean as statements. */
  readonly statements: readonly PlacedStatement[];
  /** The statements that there are reasons for. */
  readonly argued: readonly ArguedStatement[];
}

/** Something that breaks a rule. */
export interface Violation {
  /** Stack and address, such as `source aws_dynamodb_table.table`. */
  readonly place: string;
  /** What is wrong, to be read after the place; no full stop at its end. */
  readonly cause: string;
  /**
   * What to do about it, a sentence without its full stop.
   * @default the rule's
   */
  readonly remedy?: string;
}

/** Something that must hold for every stack that is deployed. */
export interface Rule {
  /** Stable name, the same as the file's. Messages show it, and docs/guards.md explains it. */
  readonly id: string;
  /** What must hold: one sentence. */
  readonly sentence: string;
  /** What happens otherwise, or where AWS says so: one or more sentences. */
  readonly why: string;
  /** What to do about a violation: a sentence without its full stop. */
  readonly remedy: string;
  /** How to allow an exception, if there can be one. */
  readonly exception?: RuleException;
  /** Everything that breaks the rule. */
  readonly check: (input: GuardInput) => Violation[];
}

/** How an exception to a rule is written down. */
export interface RuleException {
  /** The settings that allow it. */
  readonly settings: readonly (keyof GuardSettings)[];
  /** Where this project's own app takes it from, in Markdown. */
  readonly from?: string;
}

/** Where a policy, or any other element, is. */
export function placeOf({
  stack,
  address,
}: {
  readonly stack: Pick<Stack, "name">;
  readonly address: string;
}): string {
  return `${stack.name} ${address}`;
}
