import { policiesOf } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack";
import type { ArguedStatement } from "./argued-statement";
import { ARGUED_STATEMENTS, ASSUMES_IN_ANY_ACCOUNT } from "./argued-statements";
import type { Finding } from "./finding";
import { completeSettings, type GuardSettings } from "./guard-settings";
import { placedStatements } from "./placed-statements";
import type { GuardInput, Rule } from "./rule";
import { anyAccount } from "./rules/any-account";
import { foreignPrincipal } from "./rules/foreign-principal";
import { grantedRole } from "./rules/granted-role";
import { keyAdmitsReaders } from "./rules/key-admits-readers";
import { knownPrincipal } from "./rules/known-principal";
import { policySize } from "./rules/policy-size";
import { publicPrincipal } from "./rules/public-principal";
import { readablePolicy } from "./rules/readable-policy";
import { streamPolicyResource } from "./rules/stream-policy-resource";
import { streamReadActions } from "./rules/stream-read-actions";
import { tableProtection } from "./rules/table-protection";
import { wildcard } from "./rules/wildcard";

/** Every rule, in the order of the findings. */
export const RULES: readonly Rule[] = [
  readablePolicy,
  policySize,
  foreignPrincipal,
  publicPrincipal,
  knownPrincipal,
  wildcard,
  anyAccount,
  streamPolicyResource,
  streamReadActions,
  keyAdmitsReaders,
  grantedRole,
  tableProtection,
];

/** The statements that may leave something open: those that hold for every app, and those of the settings. */
export function arguedStatementsOf(settings: GuardSettings): ArguedStatement[] {
  const { assumesAnyAccount, arguedStatements } = completeSettings(settings);
  return [...ARGUED_STATEMENTS, ...(assumesAnyAccount ? [ASSUMES_IN_ANY_ACCOUNT] : []), ...arguedStatements];
}

/** Everything in the stacks that breaks a rule. */
export function findingsIn(stacks: readonly Stack[], settings: GuardSettings = {}): Finding[] {
  const complete = completeSettings(settings);
  const policies = policiesOf(stacks);
  const argued = arguedStatementsOf(complete);
  const statements = placedStatements(stacks, policies);
  const input: GuardInput = { settings: complete, stacks, policies, statements, argued };
  return RULES.flatMap(({ id, remedy, check }) =>
    check(input).map((violation) => ({ rule: id, remedy, ...violation })),
  );
}
