import type { Construct } from "constructs";
import type { ConsumerConfig } from "../config/schema";
import { ConsumerFunction, type FunctionCode } from "../constructs/consumer-function";
import { ConsumerRole } from "../constructs/consumer-role";
import { FailureBucket } from "../constructs/failure-bucket";
import { FunctionLogGroup } from "../constructs/function-log-group";
import { StreamMapping } from "../constructs/stream-mapping";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { readSourceOutputs, type SourceOutputs, type SourceReference } from "./source-outputs";

export interface ConsumerStackProps extends AccountStackProps {
  readonly config: ConsumerConfig;
  readonly failureBucketName: string;
  readonly code: FunctionCode;
  /** The sources that the mappings name, each once. */
  readonly sources: readonly SourceReference[];
}

/** The consumer account's part: a function, its role, and the mappings from streams to the function. */
export class ConsumerStack extends AccountStack {
  constructor(scope: Construct, id: string, props: ConsumerStackProps) {
    super(scope, id, props);
    const { account, region, config } = props;
    const functionConfig = config.function;
    const sources = props.sources.map((source) => readSourceOutputs(this, source, props.state));
    const logGroup = new FunctionLogGroup(this, "log-group", {
      accountId: account.id,
      region,
      functionName: functionConfig.name,
      retentionDays: functionConfig.logRetentionDays,
      keyArn: functionConfig.logKeyArn,
    });
    const bucket = new FailureBucket(this, "failure-bucket", {
      bucketName: props.failureBucketName,
      region,
      forceDestroy: isExpendable(props.sources),
      config: config.failureBucket,
    });
    const role = new ConsumerRole(this, "role", {
      accountId: account.id,
      roleName: config.roleName,
      rolePath: config.rolePath,
      permissionsBoundaryArn: config.permissionsBoundaryArn,
      tracing: functionConfig.tracing,
      functionName: functionConfig.name,
      streamArns: sources.map(({ streamArn }) => streamArn),
      keyArns: sources.flatMap(({ keyArn }) => keyArn ?? []),
      logGroupArn: logGroup.arn,
      failureBucketArn: bucket.arn,
    });
    const fn = new ConsumerFunction(this, "function", {
      config: functionConfig,
      code: props.code,
      roleArn: role.arn,
      logGroupName: logGroup.logGroupName,
    });
    const mappingUuids = this.addMappings(config, sources, fn, role, bucket);
    this.addOutput("function_name", "Name of the Lambda function.", fn.functionName);
    this.addOutput("function_arn", "ARN of the Lambda function.", fn.functionArn);
    this.addOutput("role_arn", "ARN of the role that reads the streams.", role.arn);
    this.addOutput("log_group_name", "Name of the function's log group.", logGroup.logGroupName);
    this.addOutput("failure_bucket_name", "Bucket of the batches that failed for good.", bucket.bucketName);
    this.addOutput("mapping_uuids", "UUIDs of the event source mappings, by source.", mappingUuids);
  }

  /** The source's name is part of the mapping's, so that one more source leaves the others' checkpoints alone. */
  private addMappings(
    { mappings }: ConsumerConfig,
    sources: readonly SourceOutputs[],
    fn: ConsumerFunction,
    role: ConsumerRole,
    bucket: FailureBucket,
  ): Record<string, string> {
    const streamArns = new Map(sources.map(({ name, streamArn }) => [name, streamArn]));
    const uuids = mappings.map((config) => {
      const streamArn = streamArns.get(config.source);
      if (streamArn === undefined)
        throw new Error(`${this.node.id}: no source ${config.source} was handed over`);
      const mapping = new StreamMapping(this, `mapping-${config.source}`, {
        config,
        streamArn,
        functionName: fn.functionName,
        failureBucketArn: bucket.arn,
        after: [role.policy],
      });
      return [config.source, mapping.uuid] as const;
    });
    return Object.fromEntries(uuids);
  }
}

/**
 * Whether what failed may go down with the stack: if every table that it came from may be deleted as well.
 * Otherwise destroying a bucket that holds failed batches fails, and somebody looks at them first.
 */
function isExpendable(sources: readonly SourceReference[]): boolean {
  return sources.every(({ config }) => !config.deletionProtection);
}
