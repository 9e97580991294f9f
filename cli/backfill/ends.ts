import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  paginateListEventSourceMappings,
} from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { BackfillError } from "../../backfill/backfill-error";
import type { TableSize } from "../../backfill/estimate";
import { failureBucketName } from "../../config/bucket-names";
import { fromLoaded } from "../../config/loaded";
import { stackOfMappings } from "../../config/mapping-places";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import { type CallFunction, functionCaller } from "../../replay/function-caller";
import { JsonObjects } from "../../replay/json-objects";
import { tableArnOf } from "../../replay/replay-record";
import type { OperatorConnections } from "../support/connect-operators";

/** The table, and the function that gets its items. */
export interface BackfillEnds {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly tableArn: string;
  readonly size: TableSize;
  readonly keys: readonly string[];
  readonly streamArn: string;
  readonly streamViewType: string;
  readonly functionArn: string;
  readonly timeoutSeconds: number;
  readonly batchSize: number;
  readonly call: CallFunction;
  /** Of the failure bucket. */
  readonly objects: JsonObjects;
  /** ARN of the operator. */
  readonly caller: string;
  close(): void;
}

/** Which source and consumer. */
export interface EndsOptions {
  /** Key of a source that there is. */
  readonly source: string;
  /** @default the only one that reads the source */
  readonly consumer?: string | undefined;
}

/** What reading a whole table takes. */
const READ_TABLE = ["dynamodb:Scan", "dynamodb:DescribeTable"];

/**
 * Opens both ends of a backfill.
 * @throws BackfillError if no such consumer reads the source, AWS refuses something, or no mapping leads
 * from the table to the function
 */
export async function openEnds(
  environment: Environment,
  connections: OperatorConnections,
  options: EndsOptions,
): Promise<BackfillEnds> {
  const { key, consumer, mapping } = readerOf(environment, options);
  const stack = stackOfMappings(environment, key, options.source);
  const source = fromLoaded(environment.sources[options.source], `sources.${options.source}`);
  const ofConsumer = await connections.toConsumer(key);
  const ofSource = await connections.toSource(options.source, key, READ_TABLE);
  const { general } = ofConsumer;
  const s3 = new S3Client({ ...general, forcePathStyle: general.endpoint !== undefined });
  const lambda = new LambdaClient(ofConsumer.lambda);
  // An invocation is never repeated by the client: the function may have run.
  const invoking = new LambdaClient({ ...ofConsumer.lambda, maxAttempts: 1 });
  const sts = new STSClient(general);
  const dynamodb = new DynamoDBClient({ ...ofSource.general, maxAttempts: 10 });
  const close = () => {
    for (const client of [s3, lambda, invoking, sts, dynamodb]) client.destroy();
  };
  try {
    const table = await describe(dynamodb, source.tableName);
    return {
      ...table,
      ...(await describeFunction(lambda, consumer.function.name, table.tableArn, stack)),
      dynamodb,
      tableName: source.tableName,
      batchSize: mapping.batchSize,
      call: functionCaller(invoking),
      objects: new JsonObjects(s3, failureBucketName(consumer, environment)),
      caller: (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? "unknown",
      close,
    };
  } catch (error) {
    close();
    if (error instanceof BackfillError) throw error;
    throw new BackfillError([
      {
        cause: `The table or the function cannot be looked at: ${reasonOf(error)}`,
        remedy: "Check that both are deployed, and that --role and --source-role may read them",
      },
    ]);
  }
}

/** The consumer that gets the items. */
function readerOf({ consumers }: Environment, { source, consumer }: EndsOptions) {
  const readers = Object.entries(consumers).flatMap(([key, config]) => {
    const mapping = config.mappings.find((each) => each.source === source);
    return mapping ? [{ key, consumer: config, mapping }] : [];
  });
  const names = readers.map(({ key }) => key).join(", ");
  const [only] = consumer === undefined ? readers : readers.filter(({ key }) => key === consumer);
  if (!only) {
    throw new BackfillError([
      { cause: `No such consumer reads ${source}`, remedy: names ? `Use one of: ${names}` : "Add a mapping" },
    ]);
  }
  if (consumer === undefined && readers.length > 1) {
    const cause = `${readers.length} consumers read ${source}`;
    throw new BackfillError([{ cause, remedy: `Say which with --consumer: ${names}` }]);
  }
  return only;
}

async function describe(dynamodb: DynamoDBClient, TableName: string) {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  return {
    tableArn: Table?.TableArn ?? "",
    size: { items: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 },
    keys: (Table?.KeySchema ?? []).flatMap(({ AttributeName }) => AttributeName ?? []),
    streamViewType: Table?.StreamSpecification?.StreamViewType ?? "",
  };
}

/** Without a mapping, changes that are made during the backfill would reach nobody. */
async function describeFunction(lambda: LambdaClient, FunctionName: string, tableArn: string, stack: string) {
  const { Timeout = 0 } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  for await (const page of paginateListEventSourceMappings({ client: lambda }, { FunctionName })) {
    for (const { EventSourceArn = "", FunctionArn = "" } of page.EventSourceMappings ?? []) {
      if (tableArnOf(EventSourceArn) !== tableArn) continue;
      return { streamArn: EventSourceArn, functionArn: FunctionArn, timeoutSeconds: Timeout };
    }
  }
  throw new BackfillError([
    {
      cause: `No mapping leads from ${tableArn} to ${FunctionName}`,
      remedy: `Deploy the stack ${stack} first: changes made during the backfill arrive through its mapping`,
    },
  ]);
}
