/** Labels of rows and columns of the sample environment. */
export const HANDLER = "handler / stream handler";
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
const TAKEN_BUCKET = "handler-failures-222222222222-eu-central-1, created again by a stranger for everyone";
const OPEN_STREAM = "a stranger's stream that lets handler's account in";
const OWN_STREAM = "another stream of handler's account";

/** Who, what, on what, and what AWS would decide. */
export type AccessCase = readonly [
  principal: string,
  action: string,
  resource: string,
  decision: "allow" | "deny",
];

/** However the role is granted, and whatever the owner of the key. */
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

const READER = "handler / reader API";
const SWITCHER = "handler / account switcher";
const DEVICES_ROLE = "changes / access role devices";
const EXTERNAL_ROLE = "changes / access role switcher";
const DEVICES = "table Devices";
const DEVICES_KEY = "key key_devices of source";
const ASSUME_DEVICES = "role read-devices";
const ASSUME_EXTERNAL = "role external-role";
const READER_LOGS = "log group /aws/lambda/reader";
const ACCESS_LOG = "log group /aws/vendedlogs/apigateway/reader";
const STRANGERS_ROLE = "a stranger's role external-role that lets handler's account in";
const STRANGERS_OTHER = "a stranger's role Another that lets handler's account in";
const NO_ID = "AssumeRole without external ID";

/** Where functions have access to the source's account: the edits of `CROSS_ACCOUNT`. */
export const CROSS_ACCOUNT_CASES: readonly AccessCase[] = [
  [READER, "AssumeRole", ASSUME_DEVICES, "allow"],
  [READER, NO_ID, ASSUME_DEVICES, "deny"],
  [READER, "AssumeRole", ASSUME_EXTERNAL, "deny"],
  [READER, "Scan", DEVICES, "deny"],
  [READER, "Decrypt", DEVICES_KEY, "deny"],
  [READER, "GetRecords", STREAM, "deny"],
  [READER, "PutObject", BUCKET, "deny"],
  [READER, "PutLogEvents", READER_LOGS, "allow"],
  [READER, "PutLogEvents", LOGS, "deny"],
  [READER, "PutLogEvents", ACCESS_LOG, "deny"],
  [READER, "AssumeRole", STRANGERS_OTHER, "deny"],
  [SWITCHER, "AssumeRole", ASSUME_EXTERNAL, "allow"],
  [SWITCHER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [SWITCHER, "AssumeRole", STRANGERS_ROLE, "deny"],
  [SWITCHER, "AssumeRole", STRANGERS_OTHER, "deny"],
  [SWITCHER, "PutTraceSegments", "account 222222222222", "allow"],
  [SWITCHER, "ListTables", "account 222222222222", "deny"],
  [READER, "PutTraceSegments", "account 222222222222", "deny"],
  [HANDLER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [HANDLER, "AssumeRole", ASSUME_EXTERNAL, "deny"],
  [HANDLER, "Scan", DEVICES, "deny"],
  [HANDLER, "PutLogEvents", READER_LOGS, "deny"],
  [CONSUMERS_OTHER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [CONSUMERS_DEPLOYER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [CONSUMERS_OTHER, "AssumeRole", ASSUME_EXTERNAL, "deny"],
  [SOURCES_OTHER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [STRANGER, "AssumeRole", ASSUME_DEVICES, "deny"],
  [STRANGER, "AssumeRole", ASSUME_EXTERNAL, "deny"],
  [LAMBDA, "AssumeRole", ASSUME_DEVICES, "deny"],
  [LAMBDA, "AssumeRole", "role reader-role", "allow"],
  [READER, "AssumeRole", "role switcher-role", "deny"],
  [DEVICES_ROLE, "Scan", DEVICES, "allow"],
  [DEVICES_ROLE, "GetItem", DEVICES, "allow"],
  [DEVICES_ROLE, "Decrypt", DEVICES_KEY, "allow"],
  [DEVICES_ROLE, "PutItem", DEVICES, "deny"],
  [DEVICES_ROLE, "DeleteItem", DEVICES, "deny"],
  [DEVICES_ROLE, "Scan", TABLE, "deny"],
  [DEVICES_ROLE, "GetRecords", STREAM, "deny"],
  [DEVICES_ROLE, "ListTables", "account 111111111111", "deny"],
  [DEVICES_ROLE, "AssumeRole", ASSUME_EXTERNAL, "deny"],
  [EXTERNAL_ROLE, "ListTables", "account 111111111111", "allow"],
  [EXTERNAL_ROLE, "ListAllMyBuckets", "account 111111111111", "allow"],
  [EXTERNAL_ROLE, "Scan", DEVICES, "deny"],
  [STRANGER, "Scan", DEVICES, "deny"],
];
