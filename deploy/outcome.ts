import type { UserError } from "../errors/user-error";

/** How many resources a deployment made, changed and removed. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/**
 * What became of a stack.
 * - `applied`: Terraform changed something, if only an output
 * - `unchanged`: Terraform found nothing to change
 * - `skipped`: it was deployed before, and nothing that it is made of has changed since
 * - `failed`: Terraform failed
 * - `held-back`: a stack that it reads was not deployed
 * - `interrupted`: Ctrl-C came before its end, or before its beginning
 */
export type Result = "applied" | "unchanged" | "skipped" | "failed" | "held-back" | "interrupted";

/** A stack, and what became of it. */
export interface StackOutcome {
  readonly stack: string;
  readonly result: Result;
  /** From the beginning of its own work on; 0 if it never began. */
  readonly seconds: number;
  readonly changes: Changes;
  /** Why it was skipped or held back, a sentence without its full stop. */
  readonly because?: string;
  /** What went wrong, if it failed. */
  readonly error?: UserError;
}

/** No resource was touched. */
export const NO_CHANGES: Changes = { added: 0, changed: 0, destroyed: 0 };

/** Whether stacks that read this one may be deployed. */
export function isDeployed({ result }: StackOutcome): boolean {
  return result === "applied" || result === "unchanged" || result === "skipped";
}

/** The changes of several stacks together. */
export function totalOf(outcomes: readonly StackOutcome[]): Changes {
  const sum = (key: keyof Changes) => outcomes.reduce((total, { changes }) => total + changes[key], 0);
  return { added: sum("added"), changed: sum("changed"), destroyed: sum("destroyed") };
}
