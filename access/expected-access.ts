import { tableOf } from "../config/function-variables";
import { functionsOfConsumer } from "../config/functions";
import type { AccessRoleConfig, ConsumerConfig, Environment } from "../config/schema";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";
import { mayAssume } from "./expected-assume-role";
import { operatesBucket } from "./expected-operators";
import { expectedPermissions, isPermitted } from "./expected-permissions";

/** What a stream handler's role may do to what it reads. */
const READS: Partial<Record<Resource["kind"], readonly string[]>> = {
  stream: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
  key: ["kms:Decrypt", "kms:DescribeKey"],
};
/** What a function's role may do to what is its own. */
const OWNS: Partial<Record<Resource["kind"], readonly string[]>> = {
  bucket: ["s3:ListBucket", "s3:PutObject"],
  "log group": ["logs:CreateLogStream", "logs:PutLogEvents"],
  // The usage meter's ledger.
  table: ["dynamodb:GetItem", "dynamodb:PutItem"],
};
const TRACES: readonly string[] = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

/** Whether the environment file grants a principal an action on a resource. */
export function isExpected(
  environment: Environment,
  principal: Principal,
  resource: Resource,
  action: Action,
): boolean {
  const permitted = () => isPermitted(expectedPermissions(environment), principal, resource, action);
  if (action.tls === false)
    return refusesPlainText(resource) ? false : administers(principal, resource) || permitted();
  if (resource.kind === "role") return mayAssume(environment, principal, resource, action);
  if (administers(principal, resource) || isOtherReader(environment, principal, resource, action))
    return true;
  if (principal.accessRole !== undefined)
    return isExpectedOfAccessRole(environment, principal, resource, action);
  if (principal.consumer === undefined) return false;
  if (principal.part === "operator")
    return operatesBucket(environment, principal, resource, action) || permitted();
  return isExpectedOfFunction(environment, principal, resource, action) || permitted();
}

/** What a function's role may do. */
function isExpectedOfFunction(
  environment: Environment,
  principal: Principal,
  resource: Resource,
  { name }: Action,
): boolean {
  if (resource.kind === "account") return traces(environment, principal) && TRACES.includes(name);
  if (reads(environment, principal, resource)) return READS[resource.kind]?.includes(name) ?? false;
  return owns(principal, resource) && (OWNS[resource.kind]?.includes(name) ?? false);
}

/** The failure buckets of the file refuse requests without TLS; negative controls do not. */
function refusesPlainText({ consumer }: Resource): boolean {
  return consumer !== undefined;
}

/** Administrators may do everything in their own account, and in others where a policy lets their account in. */
function administers({ kind, accountId }: Principal, resource: Resource): boolean {
  if (kind !== "administrator" || accountId === undefined) return false;
  return resource.accountId === accountId || (resource.admittedAccounts?.includes(accountId) ?? false);
}

/** Log groups are each function's own, the ledger is the usage meter's; the failure bucket is shared by those that read. */
function owns(principal: Principal, resource: Resource): boolean {
  if (principal.consumer === undefined || resource.consumer !== principal.consumer) return false;
  if (resource.kind === "bucket" && principal.part === "usage-meter") return true;
  return resource.part === principal.part;
}

/**
 * Both sides must grant it: a reader without a mapping needs no access, and its role's policy gives none. An
 * administrator's own policies allow it anyway.
 */
function reads(
  { sources, consumers }: Environment,
  { consumer, part, kind }: Principal,
  { source: key, tableName }: Resource,
): boolean {
  if (key === undefined || consumer === undefined || !readsStreams(part)) return false;
  const source = sources[key];
  // Other tables of the source have no stream.
  if (!source || tableName !== source.tableName) return false;
  const granted = source.readers.some((reader) => reader.consumer === consumer);
  const mapped = sourcesOf(consumers[consumer], part).includes(key);
  return granted && (mapped || kind === "administrator");
}

function readsStreams(part: Principal["part"]): boolean {
  return part === "stream-handler" || part === "usage-meter";
}

/** What a function has mappings to: the meter counts all that its consumer reads, unless it names some of it. */
function sourcesOf(consumer: ConsumerConfig | undefined, part: Principal["part"]): string[] {
  const mapped = (consumer?.mappings ?? []).map(({ source }) => source);
  return part === "usage-meter" ? (consumer?.usageMeter?.sources ?? mapped) : mapped;
}

/** A reader that is no function of the file may do with the stream, and its key, what a stream handler may. */
function isOtherReader(
  { sources }: Environment,
  { arn }: Principal,
  { kind, source: key = "", tableName }: Resource,
  { name }: Action,
): boolean {
  const source = sources[key];
  if (!source || tableName !== source.tableName) return false;
  return source.readers.some(({ role }) => role === arn) && (READS[kind]?.includes(name) ?? false);
}

/** An access role may do what the file allows it, and decrypt the tables that it reads. */
function isExpectedOfAccessRole(
  environment: Environment,
  { source: key = "", accessRole = "" }: Principal,
  resource: Resource,
  { name }: Action,
): boolean {
  const source = environment.sources[key];
  const allow: AccessRoleConfig["allow"] = source?.accessRoles[accessRole]?.allow ?? [];
  const accountId = source && environment.accounts[source.account]?.id;
  if (!source || resource.accountId !== accountId) return false;
  if (resource.kind === "account") return allow.some((one) => one.actions.some((action) => action === name));
  const onTable = allow.filter(
    ({ table }) => table !== undefined && tableOf(source, key, table).tableName === resource.tableName,
  );
  if (resource.kind === "key") return onTable.length > 0 && name === "kms:Decrypt";
  return (
    resource.kind === "table" && onTable.some(({ actions }) => actions.some((action) => action === name))
  );
}

function traces(environment: Environment, { consumer = "", part }: Principal): boolean {
  return functionsOfConsumer(environment, consumer).some((fn) => fn.part === part && fn.config.tracing);
}
