/**
 * The figures AWS publishes, in one place. Each names the page it comes from; the schema and the
 * cross-checks read them from here, so a message and a check can never disagree.
 */

/** Bounds of a whole number, both included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Lambda API reference, CreateEventSourceMapping: BatchSize for DynamoDB streams. */
export const BATCH_SIZE: Range = { min: 1, max: 10_000 };
/** CreateEventSourceMapping: MaximumBatchingWindowInSeconds, seconds. */
export const BATCHING_WINDOW_SECONDS: Range = { min: 0, max: 300 };
/** CreateEventSourceMapping: ParallelizationFactor. */
export const PARALLELIZATION_FACTOR: Range = { min: 1, max: 10 };
/** CreateEventSourceMapping: MaximumRetryAttempts; -1 means until the record expires. */
export const RETRY_ATTEMPTS: Range = { min: -1, max: 10_000 };
/** CreateEventSourceMapping: MaximumRecordAgeInSeconds; -1 means until the record expires, 0 to 59 is refused. */
export const RECORD_AGE_SECONDS: Range = { min: 60, max: 604_800 };
/** CreateEventSourceMapping: TumblingWindowInSeconds; 0 means no window. */
export const TUMBLING_WINDOW_SECONDS: Range = { min: 0, max: 900 };
/** Lambda Developer Guide, event filtering: filters of one mapping (10 on request, by quota). */
export const FILTERS_PER_MAPPING: Range = { min: 1, max: 10 };
/** Lambda Developer Guide, event filtering: filters of one mapping without a quota increase. */
export const FILTERS_PER_MAPPING_DEFAULT_QUOTA = 5;
/** Lambda API reference, Filter: characters of one pattern. */
export const FILTER_PATTERN_CHARACTERS = 4096;
/** Lambda quotas: memory of a function, MB. */
export const FUNCTION_MEMORY_MB: Range = { min: 128, max: 10_240 };
/** Lambda quotas: time limit of a function, seconds. */
export const FUNCTION_TIMEOUT_SECONDS: Range = { min: 1, max: 900 };
/** API Gateway quotas, HTTP API: an integration is given up after 30 s. */
export const API_FUNCTION_TIMEOUT_SECONDS: Range = { min: 1, max: 30 };
/** API Gateway quotas: requests a second of an account and region by default; more on request. */
export const API_RATE_LIMIT: Range = { min: 1, max: 10_000 };
/** API Gateway quotas: requests at once of an account and region by default; more on request. */
export const API_BURST_LIMIT: Range = { min: 1, max: 5_000 };
/** Most items in one answer of the reader API; its own bound, far above what fits into Lambda's 6 MB. */
export const READER_ITEMS: Range = { min: 1, max: 100_000 };
/** Segments of one scan; the reader API's own bound, DynamoDB allows a million. */
export const READER_SEGMENTS: Range = { min: 1, max: 64 };
/** IAM API reference, CreateRole: MaxSessionDuration, seconds. */
export const ACCESS_SESSION_SECONDS: Range = { min: 3600, max: 43_200 };
/** IAM User Guide, quotas: managed policies of a role by default. */
export const MANAGED_POLICIES_PER_ROLE = 10;
/** IAM User Guide, quotas: characters of a role's trust policy by default, white space not counted. */
export const TRUST_POLICY_CHARACTERS = 2_048;
/** DynamoDB API reference, PointInTimeRecoverySpecification: RecoveryPeriodInDays. */
export const RECOVERY_PERIOD_DAYS: Range = { min: 1, max: 35 };
/** DynamoDB Developer Guide, Streams: processes that may read one shard at once without throttling. */
export const READERS_PER_STREAM = 2;
/** CloudWatch Logs API reference, PutRetentionPolicy: the retentions there are, days. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
/** Lambda quotas: all environment variables of a function together, bytes. */
export const FUNCTION_ENVIRONMENT_BYTES = 4096;
/** DynamoDB Developer Guide, Streams: how long a stream keeps a record, seconds. */
export const STREAM_RETENTION_SECONDS = 86_400;
/** Amazon S3 API reference, NoncurrentVersionExpiration: NoncurrentDays; ten years are more than anybody needs. */
export const OLD_VERSION_DAYS: Range = { min: 1, max: 3650 };
/** Lambda quotas: concurrent executions of an account by default, more on request; reserving 0 stops a function. */
export const RESERVED_CONCURRENCY: Range = { min: 0, max: 100_000 };
/** DynamoDB Developer Guide, resource-based policy considerations: bytes of a stream's policy, white space included. */
export const STREAM_POLICY_BYTES = 20_480;
/** IAM User Guide, quotas: characters of all inline policies of a role, white space not counted. */
export const INLINE_POLICY_CHARACTERS = 10_240;
/** IAM User Guide, quotas: characters of a managed policy, white space not counted. */
export const MANAGED_POLICY_CHARACTERS = 6_144;
/** Amazon S3 User Guide, bucket naming rules: characters of a name. */
export const BUCKET_NAME_CHARACTERS: Range = { min: 3, max: 63 };
/** AWS General Reference, tag naming limits: characters of a key, characters of a value, tags of a resource. */
export const TAG_KEY_CHARACTERS = 128;
export const TAG_VALUE_CHARACTERS = 256;
export const TAGS_PER_RESOURCE = 50;
/** HCP Terraform API, workspaces: characters of a workspace's name. */
export const WORKSPACE_NAME_CHARACTERS = 90;
