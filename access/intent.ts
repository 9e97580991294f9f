import type { Environment } from "../config/schema";
import type { Action } from "./actions";
import type { Principal, Resource } from "./estate";

/** What a consumer's role may do to what it reads, and to what is its own. */
const READS: Partial<Record<Resource["kind"], readonly string[]>> = {
  stream: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
  key: ["kms:Decrypt"],
};
const OWNS: Partial<Record<Resource["kind"], readonly string[]>> = {
  bucket: ["s3:ListBucket", "s3:PutObject"],
  "log group": ["logs:CreateLogStream", "logs:PutLogEvents"],
};

/** Whether the environment file means somebody to do something. */
export function isIntended(
  environment: Environment,
  principal: Principal,
  resource: Resource,
  action: Action,
): boolean {
  if (action.tls === false) return refusesPlainText(resource) ? false : administers(principal, resource);
  if (resource.kind === "role") return principal.kind === "service";
  if (administers(principal, resource)) return true;
  if (principal.consumer === undefined) return false;
  if (reads(environment, principal, resource.source)) {
    return READS[resource.kind]?.includes(action.name) ?? false;
  }
  const own = resource.consumer === principal.consumer;
  return own && (OWNS[resource.kind]?.includes(action.name) ?? false);
}

/** The failure buckets of the file insist on TLS; other people's need not. */
function refusesPlainText({ consumer }: Resource): boolean {
  return consumer !== undefined;
}

/** An account's administrators may do everything in it, and elsewhere what they are let. */
function administers({ kind, accountId }: Principal, resource: Resource): boolean {
  if (kind !== "administrator" || accountId === undefined) return false;
  return resource.accountId === accountId || (resource.letsIn?.includes(accountId) ?? false);
}

/**
 * Both sides must say so: a reader without a mapping needs nothing, and gets nothing. Of an administrator the
 * role's side has said so anyway.
 */
function reads(
  { sources, consumers }: Environment,
  { consumer, kind }: Principal,
  source: string | undefined,
): boolean {
  if (source === undefined || consumer === undefined) return false;
  const granted = sources[source]?.readers.some((reader) => reader.consumer === consumer) ?? false;
  const mapped = consumers[consumer]?.mappings.some((mapping) => mapping.source === source) ?? false;
  return granted && (mapped || kind === "administrator");
}
