import { accessNotJudged } from "./access-not-judged";
import { bucketDestroyed } from "./bucket-destroyed";
import { bucketProtectionRemoved } from "./bucket-protection-removed";
import { deletionProtectionOff } from "./deletion-protection-off";
import { denialRemoved } from "./denial-removed";
import { failureDestinationRemoved } from "./failure-destination-removed";
import { hiddenChange } from "./hidden-change";
import { keyChanged } from "./key-changed";
import { keyDeleted } from "./key-deleted";
import { logsDestroyed } from "./logs-destroyed";
import { mappingReplaced } from "./mapping-replaced";
import { policyRemoved } from "./policy-removed";
import { policyUnknown } from "./policy-unknown";
import { providerChanged } from "./provider-changed";
import { readerRevoked } from "./reader-revoked";
import { recoveryOff } from "./recovery-off";
import { resourceVanished } from "./resource-vanished";
import { roleReplaced } from "./role-replaced";
import { type Finding, type ReviewInput, type Rule, SEVERITIES } from "./rule";
import { sampleOutputs } from "./sample-outputs";
import { stackRemoved } from "./stack-removed";
import { staleOutputs } from "./stale-outputs";
import { statementAdded } from "./statement-added";
import { streamRecreated } from "./stream-recreated";
import { tableDestroyed } from "./table-destroyed";
import { unexpectedAccess } from "./unexpected-access";
import { viewTypeChanged } from "./view-type-changed";
import { widerActions } from "./wider-actions";
import { widerConditions } from "./wider-conditions";
import { widerPrincipals } from "./wider-principals";
import { widerResources } from "./wider-resources";
import { widerTrust } from "./wider-trust";

/** What plans are searched for, in the order of reports: within a severity, the most dangerous first. */
export const RULES: readonly Rule[] = [
  accessNotJudged,
  unexpectedAccess,
  readerRevoked,
  streamRecreated,
  tableDestroyed,
  bucketDestroyed,
  keyDeleted,
  policyRemoved,
  bucketProtectionRemoved,
  deletionProtectionOff,
  recoveryOff,
  failureDestinationRemoved,
  resourceVanished,
  stackRemoved,
  denialRemoved,
  widerTrust,
  widerPrincipals,
  widerActions,
  widerResources,
  widerConditions,
  statementAdded,
  mappingReplaced,
  roleReplaced,
  viewTypeChanged,
  keyChanged,
  logsDestroyed,
  hiddenChange,
  providerChanged,
  staleOutputs,
  policyUnknown,
  sampleOutputs,
];

/** Everything that a reviewer must know, the most dangerous first. */
export function findingsIn(input: ReviewInput): Finding[] {
  const findings = RULES.flatMap(({ id, severity, consequence, remedy, check }) =>
    check(input).map((violation): Finding => ({ rule: id, severity, consequence, remedy, ...violation })),
  );
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
