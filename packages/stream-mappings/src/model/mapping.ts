/** The states of a mapping (Lambda API model). */
export type MappingState =
  | "Creating"
  | "Enabling"
  | "Enabled"
  | "Disabling"
  | "Disabled"
  | "Updating"
  | "Deleting";

/** What a mapping does with the stream: everything that UpdateEventSourceMapping may change. */
export interface MappingSettings {
  /** Most records of one invocation, 1 to 10,000. */
  batchSize: number;
  /** Seconds to gather records for, 0 to 300. */
  maximumBatchingWindowInSeconds: number;
  /** Batches of one shard in flight at once, 1 to 10. */
  parallelizationFactor: number;
  /** Retries of a failing batch; -1 means until its records expire. */
  maximumRetryAttempts: number;
  /** Age in seconds at which a record is discarded; -1 means never. */
  maximumRecordAgeInSeconds: number;
  bisectBatchOnFunctionError: boolean;
  /** Length of a tumbling window in seconds; 0 means no windows. */
  tumblingWindowInSeconds: number;
  /** `["ReportBatchItemFailures"]` or empty. */
  functionResponseTypes: string[];
  /** ARN of the queue, topic or bucket that receives discarded records. */
  onFailureDestination?: string;
  /** Filter patterns as they were given; a record passes when one of them matches. */
  filters: string[];
  /** Metric groups that are on: `["EventCount"]` or empty; undefined when MetricsConfig was never given. */
  metrics?: string[];
  /** KMS key for the filters; kept and shown, nothing is encrypted. */
  kmsKeyArn?: string;
}

/** An event source mapping between a DynamoDB stream of any account and a function of the caller's. */
export interface Mapping {
  readonly uuid: string;
  /** The consumer account: the one that made the mapping and owns the function. */
  readonly account: string;
  readonly region: string;
  readonly streamArn: string;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  /** Name of the function without qualifier. */
  functionName: string;
  /** With the qualifier, if one was given. */
  functionArn: string;
  /** Role of the function when it was last read: a deleted function has none to read. */
  roleArn: string;
  settings: MappingSettings;
  /** What the user wants; {@link state} may still be on its way there. */
  enabled: boolean;
  state: MappingState;
  /** Milliseconds since 1970. */
  lastModified: number;
  lastProcessingResult: string;
  /** Absent while nothing was discarded. */
  discarded?: DiscardTally;
  tags: Record<string, string>;
}

/** What a mapping has discarded since it was made. */
export interface DiscardTally {
  /** Batches that the on-failure destination took. */
  readonly deliveredBatches: number;
  readonly deliveredRecords: number;
  /** Batches that are gone: the destination refused them, or there was none. */
  readonly lostBatches: number;
  readonly lostRecords: number;
  /** When the last batch was discarded, milliseconds since 1970. */
  readonly lastAt: number;
  /** Key of the last object that a bucket took. */
  readonly lastKey?: string;
}

/** What a mapping says before its first invocation. */
export const NOTHING_PROCESSED = "No records processed";

/** States that a mapping passes through on its own. */
const IN_TRANSITION: readonly MappingState[] = ["Creating", "Enabling", "Disabling", "Updating", "Deleting"];

/** Whether a mapping is on its way from one state to another, and takes no changes meanwhile. */
export function isInTransition({ state }: Pick<Mapping, "state">): boolean {
  return IN_TRANSITION.includes(state);
}

/** ARN of the mapping itself. */
export function mappingArn(mapping: Pick<Mapping, "region" | "account" | "uuid">): string {
  return `arn:aws:lambda:${mapping.region}:${mapping.account}:event-source-mapping:${mapping.uuid}`;
}
