import { partitionOf } from "../config/arns";
import { type ConfiguredFunction, functionsOf } from "../config/functions";
import type { Environment, PermissionConfig } from "../config/schema";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";
import { canonicalConditions } from "./canonical-conditions";
import { operatorPermissions } from "./expected-operators";
import type { ExpectedPermission } from "./expected-permission";
import { matchesPattern } from "./matches-pattern";

export type { ExpectedPermission };

/**
 * What the short forms of the file mean. Written out here, so that the proof shares nothing with the code that makes
 * the policies.
 */
const READING = ["GetItem", "BatchGetItem", "Query", "Scan", "ConditionCheckItem"];
const WRITING = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
export const ON_TABLES = { read: READING, write: WRITING, readWrite: [...READING, ...WRITING] };

/** Every cell of a matrix asks for them. */
const CACHE = new WeakMap<Environment, readonly ExpectedPermission[]>();

/**
 * What the file permits the functions beyond what this project gives them, and what operators may do to anything but
 * their bucket.
 */
export function expectedPermissions(environment: Environment): readonly ExpectedPermission[] {
  const known = CACHE.get(environment) ?? [
    ...readPermissions(environment),
    ...operatorPermissions(environment).filter(canBeSimulated),
  ];
  CACHE.set(environment, known);
  return known;
}

function readPermissions(environment: Environment): ExpectedPermission[] {
  return functionsOf(environment).flatMap((fn) =>
    fn.config.permissions.flatMap((entry) => {
      const { consumer, part, accountId, region } = fn;
      const conditions = entry.conditions && canonicalConditions(entry.conditions);
      return pairsOf(entry, fn).map(([action, resource]) => ({
        ...{ consumer, part, accountId, region, action, resource },
        ...(conditions && { conditions }),
      }));
    }),
  );
}

function pairsOf(entry: PermissionConfig, { accountId, region }: ConfiguredFunction): [string, string][] {
  const place = `${region}:${accountId}`;
  const prefix = `arn:${partitionOf(region)}`;
  if (entry.table !== undefined) {
    const arn = `${prefix}:dynamodb:${place}:table/${entry.table}`;
    return ON_TABLES[entry.access ?? "read"].map((name) => [`dynamodb:${name}`, arn]);
  }
  if (entry.queue !== undefined) return [["sqs:SendMessage", `${prefix}:sqs:${place}:${entry.queue}`]];
  if (entry.eventBus !== undefined)
    return [["events:PutEvents", `${prefix}:events:${place}:event-bus/${entry.eventBus}`]];
  return (entry.actions ?? []).flatMap((action) =>
    (entry.resources ?? []).map((resource): [string, string] => [action, resource]),
  );
}

/**
 * Whether the simulator can judge a permission: it takes exact actions, and knows nothing of what conditions look at.
 * Any other permission is compared as text.
 */
export function canBeSimulated({ action, resource, conditions }: ExpectedPermission): boolean {
  return conditions === undefined && resource !== "*" && !/[*?]/.test(action);
}

/** An ARN that a pattern of the file covers. */
export function sampleArn(pattern: string): string {
  return pattern.replaceAll("*", "sample").replaceAll("?", "x");
}

/** The questions that the file's permissions raise about a resource, beyond those about every resource of its kind. */
export function permittedActions(
  { arn }: Resource,
  permissions: readonly ExpectedPermission[],
): readonly Action[] {
  const names = permissions
    .filter((one) => canBeSimulated(one) && sampleArn(one.resource) === arn)
    .map(({ action }) => action);
  return [...new Set(names)].map((name) => ({ label: name.split(":")[1] ?? name, name }));
}

/** Whether the file permits a role an action outright. Across accounts, the resource must let it in as well. */
export function isPermitted(
  permissions: readonly ExpectedPermission[],
  principal: Principal,
  resource: Resource,
  action: Action,
): boolean {
  const { accountId = "" } = principal;
  const isAdmitted =
    resource.accountId === accountId || (resource.admittedAccounts?.includes(accountId) ?? false);
  return (
    isAdmitted &&
    covering(permissions, principal, resource, action).some(({ conditions }) => conditions === undefined)
  );
}

/** Whether the answer depends on conditions, which only a request decides. */
export function isConditional(
  permissions: readonly ExpectedPermission[],
  principal: Principal,
  resource: Resource,
  action: Action,
): boolean {
  return covering(permissions, principal, resource, action).some(
    ({ conditions }) => conditions !== undefined,
  );
}

function covering(
  permissions: readonly ExpectedPermission[],
  { consumer, part }: Principal,
  { arn }: Resource,
  { name, suffix = "" }: Action,
): ExpectedPermission[] {
  return permissions.filter(
    (one) =>
      one.consumer === consumer &&
      one.part === part &&
      matchesPattern(one.action.toLowerCase(), name.toLowerCase()) &&
      matchesPattern(one.resource, `${arn}${suffix}`),
  );
}
