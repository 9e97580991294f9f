import { policiesOf } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack";
import type { Finding } from "./finding";
import { completeSettings, type GuardSettings } from "./guard-settings";
import type { Rule } from "./rule";
import { anyAccount } from "./rules/any-account";
import { foreignPrincipal } from "./rules/foreign-principal";
import { grantedRole } from "./rules/granted-role";
import { keyAdmitsReaders } from "./rules/key-admits-readers";
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
  wildcard,
  anyAccount,
  streamPolicyResource,
  streamReadActions,
  keyAdmitsReaders,
  grantedRole,
  tableProtection,
];

/** Everything in the stacks that breaks a rule. */
export function findingsIn(stacks: readonly Stack[], settings: GuardSettings = {}): Finding[] {
  const input = { settings: completeSettings(settings), stacks, policies: policiesOf(stacks) };
  return RULES.flatMap(({ id, remedy, check }) =>
    check(input).map((violation) => ({ rule: id, remedy, ...violation })),
  );
}
