import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AccountSession, AccountSessions } from "../accounts/account-session";
import { partitionOf } from "../config/arns";
import { failureBucketName } from "../config/bucket-names";
import { accountOf, regionOf } from "../config/placement";
import type { ConsumerConfig, Environment } from "../config/schema";
import { UserError } from "../errors/user-error";
import { type CallFunction, functionCaller } from "../replay/function-caller";
import { JsonObjects } from "../replay/json-objects";
import type { FailedBatch } from "./failed-batch";
import { FailureBucketObjects } from "./failure-bucket";
import { type Found, findBatches } from "./find-batches";
import { functionOf } from "./function-of";
import { Ledger } from "./ledger";
import type { LogLines } from "./log-lines";
import { isOfFunction, isRedrivable } from "./redrivable";

/** The failure bucket of one consumer, its function, and the operator who works on them. */
export interface ConsumerFailures {
  readonly consumer: string;
  readonly bucket: FailureBucketObjects;
  readonly ledger: Ledger;
  readonly objects: JsonObjects;
  readonly call: CallFunction;
  readonly functionOf: (batch: FailedBatch) => Promise<string>;
  /** The usage meter's function, for a batch of a window. */
  readonly meterOf: (batch: FailedBatch) => Promise<string>;
  find(): Promise<Found>;
  /** Whether a batch can be handed to the stream handler again; not if it is the usage meter's. */
  isRedrivable(batch: FailedBatch): boolean;
  /** Lines that the function logged for the last invocation with a batch. */
  logLines(batch: FailedBatch): Promise<LogLines>;
  /** Time limit of the function, seconds. */
  timeoutSeconds(): Promise<number>;
  /** ARN of the operator. */
  caller(): Promise<string>;
  close(): void;
}

/** Reaches the account of a consumer, by its key in the environment file. */
export type ConnectConsumer = (consumer: string) => Promise<AccountSessions>;

/**
 * Opens the failure buckets of an environment.
 * @param only key of the consumer; undefined: all
 */
export async function openFailures(
  environment: Environment,
  connect: ConnectConsumer,
  only: string | undefined,
): Promise<ConsumerFailures[]> {
  const keys = Object.keys(environment.consumers);
  if (only !== undefined && !keys.includes(only)) {
    const cause = `The environment has no consumer "${only}"`;
    throw new UserError([{ cause, remedy: `Use one of: ${keys.join(", ")}` }]);
  }
  const entries = Object.entries(environment.consumers).filter(([key]) => only === undefined || key === only);
  return Promise.all(entries.map(([consumer, config]) => open(environment, { consumer, config, connect })));
}

/** The source whose stream this is, by table, account and region. */
export function sourceOfStream(environment: Environment): (streamArn: string) => string | undefined {
  const tables = new Map(
    Object.entries(environment.sources).map(([key, source]) => {
      const region = regionOf(source, environment);
      const { id } = accountOf(source, environment);
      return [`arn:${partitionOf(region)}:dynamodb:${region}:${id}:table/${source.tableName}`, key];
    }),
  );
  return (streamArn) => tables.get(streamArn.replace(/\/stream\/.*$/, ""));
}

interface Opening {
  readonly consumer: string;
  readonly config: ConsumerConfig;
  readonly connect: ConnectConsumer;
}

async function open(environment: Environment, opening: Opening): Promise<ConsumerFailures> {
  const { consumer, config, connect } = opening;
  const { id: accountId } = accountOf(config, environment);
  const region = regionOf(config, environment);
  const { general, lambda: forLambda } = await connect(consumer);
  const s3 = new S3Client({ ...general, forcePathStyle: general.endpoint !== undefined });
  // An invocation is never repeated by the client: the function may have run.
  const invoking = new LambdaClient({ ...forLambda, maxAttempts: 1 });
  const lambda = new LambdaClient(forLambda);
  const sts = new STSClient(general);
  const { name } = config.function;
  const meter = config.usageMeter?.function.name;
  const bucket = new FailureBucketObjects(s3, failureBucketName(config, environment));
  const ledger = new Ledger(s3, bucket.bucket);
  return {
    consumer,
    bucket,
    ledger,
    objects: new JsonObjects(s3, bucket.bucket),
    call: functionCaller(invoking),
    functionOf: functionOf(lambda, { accountId, region, name }),
    // Without a meter in the file, none is found.
    meterOf: functionOf(lambda, { accountId, region, name: meter ?? "" }),
    find: () => findBatches({ bucket, ledger, sourceOf: sourceOfStream(environment) }),
    isRedrivable: (batch) => isRedrivable(batch, meter),
    logLines: (batch) => {
      const { requestId, failedAt } = batch;
      const logged = meter !== undefined && isOfFunction(batch, meter) ? meter : name;
      return linesOf(general, { logGroupName: `/aws/lambda/${logged}`, requestId, failedAt });
    },
    timeoutSeconds: async () =>
      (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }))).Timeout ?? 0,
    caller: async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "unknown",
    close: () => {
      for (const client of [s3, invoking, lambda, sts]) client.destroy();
    },
  };
}

/** Only `show` reads logs, so nothing else loads the client. */
async function linesOf(
  session: AccountSession,
  wanted: Parameters<typeof import("./log-lines").logLines>[1],
): Promise<LogLines> {
  const { CloudWatchLogsClient } =
    require("@aws-sdk/client-cloudwatch-logs") as typeof import("@aws-sdk/client-cloudwatch-logs");
  const { logLines } = require("./log-lines") as typeof import("./log-lines");
  const logs = new CloudWatchLogsClient(session);
  try {
    return await logLines(logs, wanted);
  } finally {
    logs.destroy();
  }
}
