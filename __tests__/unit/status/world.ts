import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeTableCommand, DynamoDBClient, GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { checkEnvironment } from "../../../config/load-environment";
import type { Environment } from "../../../config/schema";
import { clientsOf } from "../../../status/clients";
import type { StatusOptions } from "../../../status/status";
import { type Content, edited } from "../config/sample";

export const STREAM =
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Changes/stream/2026-02-03T04:05:06.789";
/** The settings of a stream as the sample's file implies it. */
export const ON = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" } as const;
export const UUID = "0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
export const BUCKET = "handler-failures-222222222222-eu-central-1";
export const CODE_HASH = "aGFzaA==";

/** A mapping as the sample's file implies it. */
export const MAPPING: EventSourceMappingConfiguration = {
  UUID,
  BatchSize: 100,
  BisectBatchOnFunctionError: true,
  DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${BUCKET}` } },
  EventSourceArn: STREAM,
  FunctionArn: "arn:aws:lambda:eu-central-1:222222222222:function:handler",
  FunctionResponseTypes: ["ReportBatchItemFailures"],
  LastProcessingResult: "OK",
  MaximumBatchingWindowInSeconds: 0,
  MaximumRecordAgeInSeconds: 82_800,
  MaximumRetryAttempts: 10,
  MetricsConfig: { Metrics: ["EventCount"] },
  ParallelizationFactor: 1,
  StartingPosition: "TRIM_HORIZON",
  State: "Enabled",
  TumblingWindowInSeconds: 0,
};

/** The stream's policy as the sample's file implies it. */
export const POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "HandlerReads",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: STREAM,
      Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/handler-role" } },
    },
  ],
};

/** An error as AWS answers it. */
export function refusal(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

/** What AWS answers. */
export interface Answers {
  readonly streamArn?: string;
  readonly viewType?: "NEW_IMAGE";
  readonly policy?: unknown;
  readonly mappings?: readonly EventSourceMappingConfiguration[];
  readonly fn?: FunctionConfiguration;
  /** Keys of the objects in the failure bucket, all as old as this. */
  readonly failed?: readonly string[];
  readonly arrived?: Date;
  readonly alarms?: readonly {
    readonly AlarmName: string;
    readonly StateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA";
    readonly StateReason?: string;
  }[];
  readonly lag?: number;
}

/** A healthy AWS of the sample, but for what is given. */
export class World {
  readonly dynamodb = mockClient(DynamoDBClient);
  readonly lambda = mockClient(LambdaClient);
  readonly s3 = mockClient(S3Client);
  readonly cloudwatch = mockClient(CloudWatchClient);

  answers(answers: Answers = {}): void {
    const { streamArn = STREAM, policy = POLICY, mappings = [MAPPING], fn, failed = [], lag } = answers;
    const { viewType = ON.StreamViewType } = answers;
    for (const mock of [this.dynamodb, this.lambda, this.s3, this.cloudwatch]) mock.reset();
    this.dynamodb.on(DescribeTableCommand).resolves({
      Table: {
        LatestStreamArn: streamArn,
        StreamSpecification: { ...ON, StreamViewType: viewType },
      },
    });
    this.dynamodb.on(GetResourcePolicyCommand).resolves({ Policy: JSON.stringify(policy) });
    this.lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [...mappings] });
    const configuration = { CodeSha256: CODE_HASH, MemorySize: 256, Timeout: 60 };
    this.lambda.on(GetFunctionConfigurationCommand).resolves({ ...configuration, ...fn });
    const LastModified = answers.arrived ?? new Date();
    this.s3.on(ListObjectsV2Command).resolves({ Contents: failed.map((Key) => ({ Key, LastModified })) });
    this.cloudwatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [...(answers.alarms ?? [])] });
    const Values = lag === undefined ? [] : [lag];
    this.cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: "age", Values }] });
  }

  /** Names of the requests that were sent, each once, sorted. */
  requests(): string[] {
    const mocks = [this.dynamodb, this.lambda, this.s3, this.cloudwatch];
    const names = mocks.flatMap((mock) => mock.calls().map(({ args }) => args[0].constructor.name));
    return [...new Set(names)].sort();
  }
}

/** The sample environment with edits. */
export function environmentOf(edits: Content = {}): {
  readonly name: string;
  readonly environment: Environment;
} {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  return { name: "test", environment };
}

/** How tests look at the sample. @param locked accounts that cannot be entered */
export function optionsOf(rest: Partial<StatusOptions> = {}, locked: readonly string[] = []): StatusOptions {
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  return {
    clientsOf: clientsOf(async ({ accountId, region }) => {
      if (locked.includes(accountId)) throw new Error("The role cannot be assumed.\nUse another one.");
      return { general: { region, credentials }, lambda: { region, credentials } };
    }),
    codeHashOf: () => CODE_HASH,
    explainDenial: async () => ({ lines: ["Because."], remedies: ["Do it."] }),
    ...rest,
  };
}
