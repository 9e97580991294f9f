import type { Environment } from "../config/schema";
import { policiesOf } from "../synthesized/policies";
import type { Stack } from "../synthesized/stack-json";
import { anyAccount } from "./any-account";
import { foreignPrincipals } from "./foreign-principals";
import { grantedRoles } from "./granted-roles";
import { type Finding, formatFinding, type Guard } from "./guard";
import { keyAdmitsReaders } from "./key-admits-readers";
import { policySizes } from "./policy-sizes";
import { publicPrincipals } from "./public-principals";
import { streamPolicyResource } from "./stream-policy-resource";
import { streamReadActions } from "./stream-read-actions";
import { tableProtection } from "./table-protection";
import { wildcards } from "./wildcards";

const GUARDS: readonly Guard[] = [
  policySizes,
  foreignPrincipals,
  publicPrincipals,
  wildcards,
  anyAccount,
  streamPolicyResource,
  streamReadActions,
  keyAdmitsReaders,
  grantedRoles,
  tableProtection,
];

/** Everything that the guards have against the stacks. */
export function findingsOf(environment: Environment, stacks: readonly Stack[]): Finding[] {
  const policies = policiesOf(stacks);
  return GUARDS.flatMap((guard) => guard({ environment, stacks, policies }));
}

/** The same as lines. */
export function guardMessages(environment: Environment, stacks: readonly Stack[]): string[] {
  return findingsOf(environment, stacks).map(formatFinding);
}
