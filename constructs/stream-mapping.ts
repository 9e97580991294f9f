import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { MappingConfig } from "../config/schema";
import { canonicalJson } from "./canonical-json";
import { terraformLiteral } from "./terraform-literal";

export interface StreamMappingProps {
  readonly config: MappingConfig;
  /** ARN of the stream to read. A new ARN makes a new mapping, which starts over. */
  readonly streamArn: string;
  /** Name or ARN of the function to invoke. */
  readonly functionName: string;
  /** ARN of the bucket for the batches that could not be handled. */
  readonly failureBucketArn: string;
  /** What must exist first. Lambda tries the role's permissions when the mapping is created. */
  readonly after: readonly ITerraformDependable[];
}

/** Lambda's event source mapping: reads the stream and invokes the function with batches of its records. */
export class StreamMapping extends Construct {
  /** UUID of the mapping: the dimension of its metrics. */
  readonly uuid: string;

  constructor(scope: Construct, id: string, props: StreamMappingProps) {
    super(scope, id);
    const { config } = props;
    const mapping = new LambdaEventSourceMapping(this, "this", {
      eventSourceArn: props.streamArn,
      functionName: props.functionName,
      enabled: config.enabled,
      startingPosition: config.startingPosition,
      batchSize: config.batchSize,
      maximumBatchingWindowInSeconds: config.maximumBatchingWindowInSeconds,
      parallelizationFactor: config.parallelizationFactor,
      maximumRetryAttempts: config.maximumRetryAttempts,
      maximumRecordAgeInSeconds: config.maximumRecordAgeInSeconds,
      bisectBatchOnFunctionError: config.bisectBatchOnFunctionError,
      functionResponseTypes: ["ReportBatchItemFailures"],
      // Without a destination AWS does not even count the records it drops.
      destinationConfig: { onFailure: { destinationArn: props.failureBucketArn } },
      filterCriteria: filterCriteria(config.filters),
      metricsConfig: { metrics: ["EventCount"] },
      dependsOn: [...props.after],
    });
    this.uuid = mapping.uuid;
  }
}

function filterCriteria(filters: MappingConfig["filters"]) {
  if (filters === undefined) return undefined;
  return { filter: filters.map((pattern) => ({ pattern: terraformLiteral(canonicalJson(pattern)) })) };
}
