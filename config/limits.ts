import { atMost, range, text } from "./limit";
import { PAGES } from "./pages";

/*
 * The figures AWS publishes, in one place, each with the page it comes from. The schema, the cross-checks, the
 * guards and docs/configuration.md read them from here, so they cannot disagree.
 */

export const BATCH_SIZE = range(1, 10_000, "records", PAGES.createEventSourceMapping);
export const BATCHING_WINDOW_SECONDS = range(0, 300, "seconds", PAGES.createEventSourceMapping);
export const PARALLELIZATION_FACTOR = range(1, 10, "batches per shard", PAGES.createEventSourceMapping);
export const RETRY_ATTEMPTS = range(-1, 10_000, "retries", PAGES.createEventSourceMapping);
/** 0 would mean no window. */
export const TUMBLING_WINDOW_SECONDS = range(1, 900, "seconds", PAGES.createEventSourceMapping);
/** Lambda refuses 0 to 59. */
export const RECORD_AGE_SECONDS = range(60, 604_800, "seconds", PAGES.createEventSourceMapping, "or -1");
/** Filters of one mapping without a quota increase. */
export const FILTERS_PER_MAPPING_DEFAULT_QUOTA = 5;
export const FILTERS_PER_MAPPING = range(
  1,
  10,
  "patterns",
  PAGES.eventFiltering,
  `more than ${FILTERS_PER_MAPPING_DEFAULT_QUOTA} need a quota increase`,
);
/** Lambda API reference, Filter: characters of one pattern. */
export const FILTER_PATTERN_CHARACTERS = 4096;
/** DynamoDB Developer Guide, Streams: processes that may read one shard at once without throttling. */
export const READERS_PER_STREAM = 2;
/** DynamoDB Developer Guide, Streams: how long a stream keeps a record, seconds. */
export const STREAM_RETENTION_SECONDS = 86_400;

export const FUNCTION_NAME = text(
  1,
  64,
  "a-zA-Z0-9_-",
  "letters, digits, hyphens and underscores",
  PAGES.createFunction,
);
export const FUNCTION_MEMORY_MB = range(128, 10_240, "MB", PAGES.lambdaQuotas);
export const FUNCTION_TIMEOUT_SECONDS = range(1, 900, "seconds", PAGES.lambdaQuotas);
/** API Gateway gives up waiting for an HTTP API's integration after 30 s. */
export const API_FUNCTION_TIMEOUT_SECONDS = range(1, 30, "seconds", PAGES.httpApiQuotas);
/** All environment variables of a function together, as JSON. */
export const FUNCTION_ENVIRONMENT_BYTES = atMost(4096, "bytes in all", PAGES.lambdaQuotas);
export const RESERVED_CONCURRENCY = range(
  0,
  100_000,
  "concurrent invocations",
  PAGES.reservedConcurrency,
  "AWS allows what the account's quota leaves, 1,000 by default",
);
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** What an account gets by default; AWS raises it on request. */
export const API_RATE_LIMIT = range(
  1,
  10_000,
  "requests per second",
  PAGES.apiGatewayQuotas,
  "default quota of an account and region",
);
export const API_BURST_LIMIT = range(
  1,
  5_000,
  "requests",
  PAGES.apiGatewayQuotas,
  "default quota of an account and region",
);
export const JWT_AUDIENCES = atMost(50, "audiences", PAGES.httpApiQuotas);
export const JWT_SCOPES = atMost(10, "scopes", PAGES.httpApiQuotas);
export const JWT_SCOPE_CHARACTERS = range(1, 64, "characters", PAGES.apiRoutes);
export const JWT_ISSUER_CHARACTERS = range(1, 2048, "characters", PAGES.apiAuthorizers);
/** AWS limits the request line and the headers together, to 10,240 bytes. */
export const READER_PATH_CHARACTERS = range(2, 1024, "characters");
/** An object's key has 1,024 bytes at most: room for the name of a stack and an ending. */
export const STATE_KEY_PREFIX_CHARACTERS = range(1, 900, "characters");
/** Far above what fits into the 6 MB of Lambda's answers. */
export const READER_ITEMS = range(1, 100_000, "items");
/** DynamoDB allows a million. */
export const READER_SEGMENTS = range(1, 64, "segments");

export const ROLE_NAME = text(
  1,
  64,
  "\\w+=,.@-",
  "letters, digits and the characters `_+=,.@-`",
  PAGES.createRole,
);
export const ROLE_PATH_CHARACTERS = range(1, 512, "characters", PAGES.createRole);
export const EXTERNAL_ID = text(
  2,
  1224,
  "\\w+=,.@:/-",
  "letters, digits and the characters `_+=,.@:/-`",
  PAGES.assumeRole,
);
export const DEPLOY_SESSION_SECONDS = range(900, 43_200, "seconds", PAGES.assumeRole);
export const ACCESS_SESSION_SECONDS = range(3600, 43_200, "seconds", PAGES.createRole);
/** So many ARNs fit into a trust policy even if they are long: a limit of this project. */
export const OPERATORS_PER_ROLE = range(1, 10, "roles");
export const MANAGED_POLICIES_PER_ROLE = atMost(10, "policies", PAGES.iamQuotas, "default quota");
/** IAM User Guide, quotas: characters of a role's trust policy by default, white space not counted. */
export const TRUST_POLICY_CHARACTERS = 2_048;
/** IAM User Guide, quotas: characters of all inline policies of a role, white space not counted. */
export const INLINE_POLICY_CHARACTERS = 10_240;
/** IAM User Guide, quotas: characters of a managed policy, white space not counted. */
export const MANAGED_POLICY_CHARACTERS = 6_144;
/** DynamoDB Developer Guide, resource-based policy considerations: bytes of a stream's policy, white space included. */
export const STREAM_POLICY_BYTES = 20_480;

export const TABLE_NAME = text(
  3,
  255,
  "a-zA-Z0-9_.-",
  "letters, digits, underscores, hyphens and dots",
  PAGES.tableNames,
);
export const QUEUE_NAME = text(
  1,
  80,
  "a-zA-Z0-9_.-",
  "letters, digits, hyphens and underscores, and .fifo at the end of a FIFO queue",
  PAGES.createQueue,
);
export const EVENT_BUS_NAME = text(
  1,
  256,
  "a-zA-Z0-9_./-",
  "letters, digits and the characters `_./-`",
  PAGES.createEventBus,
);
export const KEY_ATTRIBUTE_CHARACTERS = range(1, 255, "characters", PAGES.keySchemaElement);
export const INDEX_NAME = text(
  3,
  255,
  "a-zA-Z0-9_.-",
  "letters, digits, underscores, hyphens and dots",
  PAGES.tableNames,
);
/** A default quota, which AWS raises on request. */
export const GLOBAL_INDEXES_PER_TABLE = atMost(20, "indexes", PAGES.tableQuotas, "default quota of a table");
export const LOCAL_INDEXES_PER_TABLE = atMost(5, "indexes", PAGES.tableQuotas);
export const PROJECTED_ATTRIBUTES = range(1, 20, "attributes", PAGES.projection);
/** All indexes of a table together. */
export const PROJECTED_ATTRIBUTES_PER_TABLE = atMost(100, "attributes of all indexes", PAGES.projection);
export const TIME_TO_LIVE_CHARACTERS = range(1, 255, "characters", PAGES.timeToLive);
export const TARGET_UTILIZATION = range(20, 90, "percent", PAGES.autoscaling);
export const RECOVERY_PERIOD_DAYS = range(1, 35, "days", PAGES.pointInTimeRecovery);

export const BUCKET_NAME_CHARACTERS = range(3, 63, "characters", PAGES.bucketNames);
export const OLD_VERSION_DAYS = range(
  1,
  3650,
  "days",
  PAGES.noncurrentVersions,
  "S3 itself sets no upper limit",
);
/** AWS General Reference, tag naming limits: characters of a key, and of a value. */
export const TAG_KEY_CHARACTERS = 128;
export const TAG_VALUE_CHARACTERS = 256;
export const TAGS_PER_RESOURCE = atMost(
  50,
  "tags",
  PAGES.tagNaming,
  `keys of up to ${TAG_KEY_CHARACTERS} characters, values of up to ${TAG_VALUE_CHARACTERS}`,
);
/** Thresholds of alarms: bounds of this project, so that a slip of a digit is noticed. */
export const ITERATOR_AGE_SECONDS = range(60, STREAM_RETENTION_SECONDS, "seconds");
export const NOT_POLLED_MINUTES = range(5, 1440, "minutes");
export const ALARM_COUNT = range(1, 1_000_000, "in 5 minutes");
export const DURATION_PERCENT = range(1, 100, "percent");
export const API_LATENCY_MILLISECONDS = range(1, 30_000, "milliseconds");
/** An alarm that looks at periods of an hour looks back seven days at most. */
export const NO_EVENTS_HOURS = range(1, 168, "hours", PAGES.putMetricAlarm);
/** Amazon CloudWatch API Reference, PutCompositeAlarm: alarms below one composite alarm. */
export const ALARMS_PER_COMPOSITE = 100;
/** Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax": alarms in one widget. */
export const ALARMS_PER_WIDGET = 100;
/**
 * Mappings that have lines of their own on a dashboard. CloudWatch draws 500 metrics in a graph and 2,500 on a dashboard at
 * most (Amazon CloudWatch User Guide, "CloudWatch service quotas"); a mapping has up to seven, and four more for a usage
 * meter. Beyond this number, queries find the ten mappings that stand out. Set by this project.
 */
export const MAPPINGS_DRAWN = 100;
/** Amazon CloudWatch API Reference, PutMetricAlarm: characters of a description. */
export const ALARM_DESCRIPTION_CHARACTERS = 1024;
/** Lambda refreshes 15 mappings in two seconds at best, so a stack of more than this takes long to plan. */
export const MAPPINGS_PER_STACK = range(1, 10_000, "mappings");
export const MAPPING_STACKS = range(1, 1_000, "stacks");
export const RUNBOOK_CHARACTERS = range(1, 400, "characters");
export const WORKSPACE_NAME_CHARACTERS = atMost(90, "characters with the stack's name", PAGES.workspaces);
