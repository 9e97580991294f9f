import type { Construct } from "constructs";
import { LAYER_ENTRY } from "../bundling/bundle";
import type { Packaging } from "../bundling/bundle-options";
import type { ConfiguredFunction, FunctionPart } from "../config/functions";
import type { ConsumerConfig, ReaderApiConfig } from "../config/schema";
import { ConsumerFunction, type FunctionCode } from "../constructs/consumer-function";
import { ConsumerRole } from "../constructs/consumer-role";
import { CrossAccountLayer } from "../constructs/cross-account-layer";
import { FailureBucket } from "../constructs/failure-bucket";
import { LogGroup } from "../constructs/log-group";
import { ReachingFunction } from "../constructs/reaching-function";
import { ReaderApi } from "../constructs/reader-api";
import { StreamMapping } from "../constructs/stream-mapping";
import { AccountStack, type AccountStackProps } from "./account-stack";
import { readSourceOutputs, type SourceOutputs, type SourceReference } from "./source-outputs";

export interface ConsumerStackProps extends AccountStackProps {
  readonly config: ConsumerConfig;
  readonly failureBucketName: string;
  /** The consumer's functions, the stream handler first. */
  readonly functions: readonly PlacedFunction[];
  /** Packs the code of an entry file. */
  readonly bundle: (entry: string, packaging: Packaging) => FunctionCode;
  /** The sources that the mappings name, each once. */
  readonly sources: readonly SourceReference[];
}

/** A function, and what it assumes. */
export interface PlacedFunction extends ConfiguredFunction {
  /** ARNs of the roles of other accounts that it assumes. */
  readonly assumes: readonly string[];
}

/**
 * The consumer account's part: a function, its role, and the mappings from streams to the function; and the
 * functions that reach into other accounts, if the environment has them.
 */
export class ConsumerStack extends AccountStack {
  constructor(scope: Construct, id: string, props: ConsumerStackProps) {
    super(scope, id, props);
    const { account, region, config } = props;
    const functionConfig = config.function;
    const handler = this.partOf(props, "stream-handler");
    if (!handler) throw new Error(`${id}: a consumer has a stream handler`);
    const sources = props.sources.map((source) => readSourceOutputs(this, source, props.state));
    const logGroup = new LogGroup(this, "log-group", {
      accountId: account.id,
      region,
      name: `/aws/lambda/${functionConfig.name}`,
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
      code: props.bundle(functionConfig.entry, "function"),
      description: "Handles the changes of DynamoDB tables of other accounts",
      variables: handler.variables,
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
    this.addReachingFunctions(props);
  }

  /** The reader API and the account switcher, and the layer that both use. */
  private addReachingFunctions(props: ConsumerStackProps): void {
    const reader = this.partOf(props, "reader-api");
    const switcher = this.partOf(props, "account-switcher");
    if (!reader && !switcher) return;
    const { arn: layerArn } = new CrossAccountLayer(this, "cross-account-layer", {
      layerName: `${props.config.function.name}-cross-account`,
      code: props.bundle(LAYER_ENTRY, "layer"),
    });
    this.addOutput(
      "cross_account_layer_arn",
      "ARN of the Lambda layer with the module cross-account.",
      layerArn,
    );
    if (reader && props.config.readerApi) this.addReader(props, reader, props.config.readerApi, layerArn);
    if (switcher) this.addSwitcher(props, switcher, layerArn);
  }

  private addReader(
    { account, region, bundle }: ConsumerStackProps,
    configured: PlacedFunction,
    config: ReaderApiConfig,
    layerArn: string,
  ): void {
    const { fn, roleArn } = new ReachingFunction(this, "reader", {
      configured,
      code: bundle(configured.config.entry, "function-on-layer"),
      description: "Reads a DynamoDB table of another account",
      assumes: configured.assumes,
      layerArn,
    });
    const api = new ReaderApi(this, "reader-api", { config, fn, accountId: account.id, region });
    this.addOutput("reader_api_url", "URL of the reader API.", api.url);
    this.addOutput("reader_function_name", "Name of the reader API's function.", fn.functionName);
    this.addOutput("reader_role_arn", "ARN of the role that the reader API's function runs under.", roleArn);
    this.addOutput("reader_access_log_name", "Name of the access log's group.", api.accessLogGroupName);
  }

  private addSwitcher({ bundle }: ConsumerStackProps, configured: PlacedFunction, layerArn: string): void {
    const { fn, roleArn } = new ReachingFunction(this, "switcher", {
      configured,
      code: bundle(configured.config.entry, "function-on-layer"),
      description: "Acts in the account that its event names",
      assumes: configured.assumes,
      layerArn,
    });
    this.addOutput("switcher_function_name", "Name of the account switcher.", fn.functionName);
    this.addOutput("switcher_role_arn", "ARN of the role that the account switcher runs under.", roleArn);
  }

  private partOf({ functions }: ConsumerStackProps, part: FunctionPart): PlacedFunction | undefined {
    return functions.find((fn) => fn.part === part);
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
