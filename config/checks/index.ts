import type { Draft } from "../draft";
import type { Problem } from "../problem";
import { checkAccessRoles } from "./access-roles";
import { checkAccounts } from "./accounts";
import { checkAlarms } from "./alarms";
import { checkAutoscaling } from "./autoscaling";
import { checkBuckets } from "./buckets";
import { checkCollisions } from "./collisions";
import { checkCredentials } from "./credentials";
import { checkCrossAccountAccess } from "./cross-account-access";
import { checkDeployRoles } from "./deploy-roles";
import { checkEncryption } from "./encryption";
import { checkEnds } from "./ends";
import { checkEntryFiles } from "./entry-files";
import { checkFilters } from "./filters";
import { checkFunctionEnvironments } from "./function-environment";
import { checkGrants } from "./grants";
import { checkIndexes } from "./indexes";
import { checkInvisible } from "./invisible";
import { checkKnownRegions } from "./known-regions";
import { checkManagedPolicies } from "./managed-policies";
import { checkMappings } from "./mappings";
import { checkOperatorRoles } from "./operator-roles";
import { checkPermissions } from "./permissions";
import { checkPipeline } from "./pipeline";
import { checkReferences } from "./references";
import { checkRegions } from "./regions";
import { checkRoleGrants } from "./role-grants";
import { checkRoleReaders } from "./role-readers";
import { checkSimilarNames } from "./similar-names";
import { checkSmokeTests } from "./smoke-tests";
import { checkStacks } from "./stacks";
import { checkStreamReplacement } from "./stream-replacement";
import { checkTables } from "./tables";
import { checkTags } from "./tags";
import { checkUnusedTrust } from "./unused-trust";
import { checkUsageMeters } from "./usage-meters";
import { checkWorkspaces } from "./workspaces";

const CHECKS: readonly ((draft: Draft, root: string) => Problem[])[] = [
  checkEnds,
  checkInvisible,
  checkAccounts,
  checkCredentials,
  checkReferences,
  checkStacks,
  checkGrants,
  checkRoleReaders,
  checkRoleGrants,
  checkAccessRoles,
  checkUnusedTrust,
  checkOperatorRoles,
  checkManagedPolicies,
  checkDeployRoles,
  checkPipeline,
  checkCrossAccountAccess,
  checkRegions,
  checkKnownRegions,
  checkMappings,
  checkUsageMeters,
  checkFilters,
  checkTables,
  checkAutoscaling,
  checkIndexes,
  checkStreamReplacement,
  checkSmokeTests,
  checkEncryption,
  checkBuckets,
  checkAlarms,
  checkCollisions,
  checkSimilarNames,
  checkFunctionEnvironments,
  checkPermissions,
  checkTags,
  checkWorkspaces,
  checkEntryFiles,
];

/**
 * What the schema cannot check: whether the parts of a file fit together, and AWS's rules beyond shape and range.
 * @param root the project's root
 */
export function crossCheck(draft: Draft, root: string): Problem[] {
  return CHECKS.flatMap((check) => check(draft, root));
}
