import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { canonicalJson } from "./canonical-json";
import { checkMapping } from "./check-mapping";

export interface StreamMappingProps {
  /** ARN of the stream to read. A new ARN makes a new mapping, which starts at `startingPosition`. */
  readonly streamArn: string;
  /** Name or ARN of the function to invoke. */
  readonly functionName: string;
  /**
   * ARN of the S3 bucket that keeps discarded batches. It is required because AWS does not even count the records that
   * a mapping without a destination discards.
   */
  readonly failureBucketArn: string;
  /**
   * Whether the mapping reads. If not, it keeps its place in the stream, for as long as the stream keeps the records: 24
   * hours.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Where a new mapping starts. `LATEST` can miss records that are written while the mapping is created.
   * @default TRIM_HORIZON
   */
  readonly startingPosition?: "TRIM_HORIZON" | "LATEST";
  /**
   * Records of one invocation at most: 1 to 10,000.
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * How long records are gathered before the function is invoked: 0 to 300 seconds.
   * @default 0
   */
  readonly maximumBatchingWindowInSeconds?: number;
  /**
   * Concurrent batches of one shard: 1 to 10. The order of each item's records is kept.
   * @default 1
   */
  readonly parallelizationFactor?: number;
  /**
   * Length of a tumbling window: 1 to 900 seconds, or 0. In a window, what the function returns as `state` comes with its
   * next batch. Neither filters nor a parallelization above 1 can be combined with it.
   * @default 0: no windows
   */
  readonly tumblingWindowInSeconds?: number;
  /**
   * How often a failed batch is retried: 0 to 10,000 times, or -1: until its records expire, which can block a shard for
   * a day.
   * @default 10
   */
  readonly maximumRetryAttempts?: number;
  /**
   * Records older than this are discarded instead of retried: 60 to 604,800 seconds, or -1: they are retried until they
   * expire. The default is an hour less than streams keep records, so that a pause of some hours loses nothing.
   * @default 82_800
   */
  readonly maximumRecordAgeInSeconds?: number;
  /**
   * Whether a failed batch is split in two before it is retried.
   * @default true
   */
  readonly bisectBatchOnFunctionError?: boolean;
  /**
   * Filter patterns, 1 to 10, such as `{ eventName: ["INSERT"] }`: only records that match at least one of them reach
   * the function (Lambda Developer Guide, "Event filtering").
   * @default all records reach the function
   */
  readonly filters?: readonly Readonly<Record<string, unknown>>[];
  /**
   * What must exist first: the policy of the function's role, because Lambda tries its permissions when the mapping is
   * created.
   * @default nothing but what the other props refer to
   */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * A Lambda event source mapping: reads a DynamoDB stream, of this account or another, and invokes a function with
 * batches of its records. The function reports the records that failed (`ReportBatchItemFailures`).
 * @example
 * new StreamMapping(this, "mapping", {
 *   streamArn,
 *   functionName: handler.functionName,
 *   failureBucketArn: bucket.arn,
 *   after: handler.rolePolicies,
 * });
 */
export class StreamMapping extends Construct {
  /** UUID of the mapping: the dimension of its metrics. */
  readonly uuid: string;

  /** @throws PropsError if AWS would refuse a setting that `terraform plan` does not check */
  constructor(scope: Construct, id: string, props: StreamMappingProps) {
    super(scope, id);
    const patterns = props.filters?.map(canonicalJson);
    checkMapping(this.node.path, props, patterns);
    const mapping = new LambdaEventSourceMapping(this, "this", {
      eventSourceArn: props.streamArn,
      functionName: props.functionName,
      enabled: props.enabled ?? true,
      startingPosition: props.startingPosition ?? "TRIM_HORIZON",
      batchSize: props.batchSize ?? 100,
      maximumBatchingWindowInSeconds: props.maximumBatchingWindowInSeconds ?? 0,
      parallelizationFactor: props.parallelizationFactor ?? 1,
      tumblingWindowInSeconds: props.tumblingWindowInSeconds,
      maximumRetryAttempts: props.maximumRetryAttempts ?? 10,
      maximumRecordAgeInSeconds: props.maximumRecordAgeInSeconds ?? 82_800,
      bisectBatchOnFunctionError: props.bisectBatchOnFunctionError ?? true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: { onFailure: { destinationArn: props.failureBucketArn } },
      filterCriteria: patterns && { filter: patterns.map((pattern) => ({ pattern })) },
      metricsConfig: { metrics: ["EventCount"] },
      dependsOn: props.after && [...props.after],
    });
    this.uuid = mapping.uuid;
  }
}
