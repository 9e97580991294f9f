import type { Construct } from "constructs";
import { fromLoaded } from "../config/loaded";
import { FailureBucket } from "../constructs/failure-bucket";
import { FunctionWithRole } from "../constructs/function-with-role";
import { StreamMapping } from "../constructs/stream-mapping";
import { AccountStack } from "./account-stack";
import { addAlarms } from "./consumer-alarms";
import { addDashboard } from "./consumer-dashboard";
import { type ConsumerStackProps, partOf } from "./consumer-props";
import { addLogQueries } from "./consumer-queries";
import { addCrossAccountFunctions } from "./cross-account-functions";
import { packagingOf } from "./function-code";
import { addOperatorRole } from "./operator-role";
import { functionProps } from "./props/functions";
import { mappingProps } from "./props/mappings";
import { readStreams } from "./props/read-streams";
import { readSourceOutputs, type SourceOutputs } from "./source-outputs";
import { addUsageMeter } from "./usage-meter";

/**
 * The consumer account's part: a function and the mappings from streams to it; and the functions that access other
 * accounts, if the environment has them.
 */
export class ConsumerStack extends AccountStack {
  constructor(scope: Construct, id: string, props: ConsumerStackProps) {
    super(scope, id, props);
    const sources = props.sources.map((source) => readSourceOutputs(this, source, props.state));
    const bucket = new FailureBucket(this, "failure-bucket", {
      ...props.config.failureBucket,
      bucketName: props.failureBucketName,
      region: props.region,
      forceDestroy: props.expendable,
    });
    const handler = this.addHandler(props, sources, bucket);
    const mappingUuids = this.addMappings(props, sources, handler, bucket);
    this.addOutput("function_name", "Name of the Lambda function.", handler.functionName);
    this.addOutput("function_arn", "ARN of the Lambda function.", handler.functionArn);
    this.addOutput("role_arn", "ARN of the role that reads the streams.", handler.roleArn);
    this.addOutput("log_group_name", "Name of the function's log group.", handler.logGroupName);
    this.addOutput("failure_bucket_name", "Bucket that keeps discarded batches.", bucket.bucketName);
    this.addOutput("mapping_uuids", "UUIDs of the event source mappings, by source.", mappingUuids);
    const readerApi = addCrossAccountFunctions(this, props);
    const meterMappings = addUsageMeter(this, props, sources, bucket);
    addOperatorRole(this, props, bucket.arn);
    const deployed = { mappings: mappingUuids, meterMappings, readerApi };
    addAlarms(this, props, deployed);
    addDashboard(this, props, deployed);
    addLogQueries(this, props);
  }

  /** The stack's main element, `this`: its role and log group are called `role` and `log_group`. */
  private addHandler(
    props: ConsumerStackProps,
    sources: readonly SourceOutputs[],
    bucket: FailureBucket,
  ): FunctionWithRole {
    const handler = fromLoaded(partOf(props, "stream-handler"), `${this.node.id}.function`);
    const context = {
      code: props.bundle(handler.config.entry, packagingOf(handler)),
      description: "Processes changes of DynamoDB tables in other accounts",
      policyName: "consume-streams",
      permissions: {
        ...readStreams(handler.streamGrants, sources),
        failureBucketArn: bucket.arn,
      },
    };
    return new FunctionWithRole(this, "this", functionProps(handler, context));
  }

  /** The source's name is part of the mapping's, so that one more source leaves the others' checkpoints alone. */
  private addMappings(
    { config, mapped }: ConsumerStackProps,
    sources: readonly SourceOutputs[],
    handler: FunctionWithRole,
    bucket: FailureBucket,
  ): Record<string, string> {
    const streamArns = new Map(sources.map(({ name, streamArn }) => [name, streamArn]));
    const here = config.mappings.filter(({ source }) => mapped.has(source));
    const uuids = here.map((mapping) => {
      const { source } = mapping;
      const streamArn = fromLoaded(streamArns.get(source), `sources.${source}`);
      const ends = { streamArn, handler, failureBucketArn: bucket.arn };
      return [source, new StreamMapping(this, `mapping-${source}`, mappingProps(mapping, ends)).uuid];
    });
    return Object.fromEntries(uuids);
  }
}
