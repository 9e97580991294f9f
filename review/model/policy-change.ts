import { type ArguedStatement, isArguedFor } from "../../guards/argued-statement";
import { placedStatement } from "../../guards/placed-statements";
import type { PolicyKind } from "../../synthesized/policies";
import { type PolicyPair, policyPairs, type SaidStatement, without } from "./policy-pairs";
import type { Sides } from "./sides";
import type { StatementText } from "./statement-change";

/** A statement that is added, removed or changed. */
export interface StatementChange {
  /** Name of the stack. */
  readonly stack: string;
  /** Address of the resource that holds the policy. */
  readonly address: string;
  readonly kind: PolicyKind;
  /** Absent for a statement that is added. */
  readonly before?: StatementText;
  /** Absent for a statement that is removed. */
  readonly after?: StatementText;
  /** Whether the role, key, stream or bucket that the policy is for is created by the plan. */
  readonly ofNew: boolean;
  /** Whether the role, key, stream or bucket that the policy was for will be gone, and the policy with it. */
  readonly ofGone: boolean;
  /** Whether it will be gone, and the policy will be for something else. */
  readonly ofOther: boolean;
  /** Whether the project, or a reason in the environment file, argues for all that the statement will say. */
  readonly argued: boolean;
}

/**
 * The statements of all policies that the plans add, remove or change, but for policies that are marked as sensitive.
 * @param argued statements that may leave something open, and why
 * @default none
 */
export function statementChanges(sides: Sides, argued: readonly ArguedStatement[] = []): StatementChange[] {
  return policyPairs(sides).flatMap((pair) => changesIn(pair, argued));
}

function changesIn(
  { policy, before, after, ...about }: PolicyPair,
  argued: readonly ArguedStatement[],
): StatementChange[] {
  const { address, kind, stack } = policy;
  const common = { stack: stack.name, address, kind, ...about };
  const [old, now] = [without(before, after), without(after, before)];
  const partners = new Map(now.map((one) => [one, partnerOf(one, old)]));
  const paired = new Set(partners.values());
  return [
    ...now.map((one): StatementChange => {
      const partner = partners.get(one);
      return {
        ...common,
        ...(partner && { before: partner.text }),
        after: one.text,
        argued: isArguedFor(placedStatement(policy, one.statement), argued),
      };
    }),
    ...old
      .filter((one) => !paired.has(one))
      .map(({ text }): StatementChange => ({ ...common, before: text, argued: false })),
  ];
}

/** The statement of the same name; one without a name is another one if anything of it changes. */
function partnerOf(
  { text: { sid } }: SaidStatement,
  old: readonly SaidStatement[],
): SaidStatement | undefined {
  if (sid !== undefined) return old.find(({ text }) => text.sid === sid);
  const unnamed = old.filter(({ text }) => text.sid === undefined);
  return unnamed.length === 1 ? unnamed[0] : undefined;
}
