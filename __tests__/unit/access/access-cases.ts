/** Labels of rows and columns of the sample environment. */
export const HANDLER = "handler (handler-role)";
export const CONSUMERS_OTHER = "another role of consumer";
export const CONSUMERS_DEPLOYER = "deploy role of consumer";
export const SOURCES_OTHER = "another role of source";
export const SOURCES_DEPLOYER = "deploy role of source";
export const STRANGER = "a stranger's role";
export const LAMBDA = "Lambda";

const STREAM = "stream of Changes";
const TABLE = "table Changes";
const KEY = "key table_key of source";
const BUCKET = "bucket handler-failures-222222222222-eu-central-1";
const LOGS = "log group /aws/lambda/handler";
const ROLE = "role handler-role";
const TAKEN_BUCKET = "handler-failures-222222222222-eu-central-1, made anew by a stranger for everybody";
const OPEN_STREAM = "a stranger's stream that lets handler's account in";
const OWN_STREAM = "another stream of handler's account";

/** Whoever, what, on what, and what AWS would decide. */
export type AccessCase = readonly [
  principal: string,
  action: string,
  resource: string,
  decision: "allow" | "deny",
];

/** However the role is granted, and whoever owns the key. */
export const CASES: readonly AccessCase[] = [
  [HANDLER, "DescribeStream", STREAM, "allow"],
  [HANDLER, "GetRecords", STREAM, "allow"],
  [HANDLER, "GetShardIterator", STREAM, "allow"],
  [HANDLER, "PutResourcePolicy", STREAM, "deny"],
  [HANDLER, "GetItem", TABLE, "deny"],
  [HANDLER, "DeleteTable", TABLE, "deny"],
  [CONSUMERS_OTHER, "GetRecords", STREAM, "deny"],
  [CONSUMERS_OTHER, "DescribeStream", STREAM, "deny"],
  [CONSUMERS_DEPLOYER, "GetRecords", STREAM, "deny"],
  [SOURCES_OTHER, "GetRecords", STREAM, "allow"],
  [SOURCES_DEPLOYER, "PutResourcePolicy", STREAM, "allow"],
  [STRANGER, "GetRecords", STREAM, "deny"],
  [STRANGER, "GetShardIterator", STREAM, "deny"],
  [SOURCES_DEPLOYER, "DeleteTable", TABLE, "allow"],
  [CONSUMERS_OTHER, "Scan", TABLE, "deny"],
  [HANDLER, "PutObject", BUCKET, "allow"],
  [HANDLER, "ListBucket", BUCKET, "allow"],
  [HANDLER, "PutObject without TLS", BUCKET, "deny"],
  [HANDLER, "ListBucket without TLS", BUCKET, "deny"],
  [HANDLER, "GetObject", BUCKET, "deny"],
  [HANDLER, "DeleteObject", BUCKET, "deny"],
  [CONSUMERS_OTHER, "GetObject", BUCKET, "allow"],
  [CONSUMERS_OTHER, "PutObject without TLS", BUCKET, "deny"],
  [SOURCES_OTHER, "GetObject", BUCKET, "deny"],
  [STRANGER, "PutObject", BUCKET, "deny"],
  [HANDLER, "PutObject", TAKEN_BUCKET, "deny"],
  [HANDLER, "ListBucket", TAKEN_BUCKET, "deny"],
  [HANDLER, "GetRecords", OPEN_STREAM, "deny"],
  [HANDLER, "GetRecords", OWN_STREAM, "deny"],
  [HANDLER, "PutLogEvents", LOGS, "allow"],
  [HANDLER, "CreateLogStream", LOGS, "allow"],
  [HANDLER, "DeleteLogGroup", LOGS, "deny"],
  [SOURCES_OTHER, "FilterLogEvents", LOGS, "deny"],
  [LAMBDA, "AssumeRole", ROLE, "allow"],
  [CONSUMERS_OTHER, "AssumeRole", ROLE, "deny"],
  [HANDLER, "AssumeRole", ROLE, "deny"],
  [STRANGER, "AssumeRole", ROLE, "deny"],
];

/** Where the stack makes the key. */
export const KEY_CASES: readonly AccessCase[] = [
  [HANDLER, "Decrypt", KEY, "allow"],
  [HANDLER, "Encrypt", KEY, "deny"],
  [HANDLER, "GenerateDataKey", KEY, "deny"],
  [HANDLER, "CreateGrant", KEY, "deny"],
  [CONSUMERS_OTHER, "Decrypt", KEY, "deny"],
  [CONSUMERS_DEPLOYER, "Decrypt", KEY, "deny"],
  [SOURCES_DEPLOYER, "PutKeyPolicy", KEY, "allow"],
  [SOURCES_OTHER, "Decrypt", KEY, "allow"],
  [STRANGER, "Decrypt", KEY, "deny"],
];
