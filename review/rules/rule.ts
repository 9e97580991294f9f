import type { Environment } from "../../config/schema";
import type { PlanManifest } from "../../plan/manifest";
import type { AccessReview } from "../model/access-review";
import type { StatementChange } from "../model/policy-change";
import type { Sides } from "../model/sides";
import type { ReviewedStack, StackChange } from "../plan/reviewed-stack";

/** How dangerous a finding is, the most dangerous first. */
export const SEVERITIES = ["high", "medium", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What rules look at. */
export interface ReviewInput {
  readonly manifest: PlanManifest;
  /** The last plans that were applied, if they are known. */
  readonly previous?: readonly ReviewedStack[];
  readonly stacks: readonly ReviewedStack[];
  readonly environment: Environment;
  readonly sides: Sides;
  readonly statements: readonly StatementChange[];
  readonly access: AccessReview;
}

/** Something in a plan that a reviewer must know. */
export interface Violation {
  /** Name of the stack. Absent for what concerns all stacks, or an account in which the stacks have nothing. */
  readonly stack?: string;
  /** ID of the account, where no stack can be named. */
  readonly accountId?: string;
  /** Terraform's address. Absent if it concerns the stack as a whole. */
  readonly address?: string;
  /** What the plan does: a sentence without its full stop. */
  readonly cause: string;
  /** @default the rule's */
  readonly severity?: Severity;
  /** What happens then: sentences. @default the rule's */
  readonly consequence?: string;
}

/** A violation with all that a report says of it. */
export interface Finding extends Violation {
  /** ID of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly consequence: string;
  /** What to do: sentences. */
  readonly remedy: string;
}

/** What plans are searched for. */
export interface Rule {
  /** Stable name, the same as the file's. */
  readonly id: string;
  /** What it finds: a phrase that follows "finds", without its full stop. */
  readonly finds: string;
  readonly severity: Severity;
  /** What happens then: sentences. */
  readonly consequence: string;
  /** What to do: sentences. */
  readonly remedy: string;
  readonly check: (input: ReviewInput) => Violation[];
}

/** Where a finding is, in words. */
export function placeText({ stack, accountId, address }: Violation): string {
  if (stack === undefined) return accountId === undefined ? "all stacks" : `account ${accountId}`;
  return address === undefined ? stack : `${stack} ${address}`;
}

/** Where a policy is, from the name under which the report about access shows it. */
export function placeOfPolicy(name: string): Pick<Violation, "stack" | "address"> {
  const [, stack, address] = /^([\w-]+) (\S+)$/.exec(name) ?? [];
  return stack !== undefined && address !== undefined ? { stack, address } : {};
}

/** Where a change is. */
export function placeOf({ stack, change }: StackChange): Pick<Violation, "stack" | "address"> {
  return { stack: stack.planned.name, address: change.address };
}
