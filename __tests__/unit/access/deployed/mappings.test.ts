import {
  type EventSourceMappingConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from "@aws-sdk/client-lambda";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { mappingFindings } from "../../../../access/deployed/inventory/mappings";
import { Notes } from "../../../../access/deployed/inventory/notes";
import { expression } from "../../support/elements";

const client = mockClient(LambdaClient);
const TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders";
const STREAM = `${TABLE}/stream/2026-11-20T10:00:00.000`;
const OLD_STREAM = `${TABLE}/stream/2026-11-01T10:00:00.000`;
const BUCKET = "arn:aws:s3:::failures";
const MAPPING = "consumer aws_lambda_event_source_mapping.mapping_orders";

function functionArn(name: string): string {
  return `arn:aws:lambda:eu-central-1:222222222222:function:${name}`;
}

/** What Lambda answers of the mapping that the file implies. */
const AS_IMPLIED: EventSourceMappingConfiguration = {
  UUID: "ours",
  State: "Enabled",
  EventSourceArn: STREAM,
  FunctionArn: functionArn("handler"),
  StartingPosition: "TRIM_HORIZON",
  DestinationConfig: { OnFailure: { Destination: BUCKET } },
  BatchSize: 100,
  MaximumBatchingWindowInSeconds: 0,
  ParallelizationFactor: 1,
  MaximumRetryAttempts: 10,
  MaximumRecordAgeInSeconds: 82_800,
  BisectBatchOnFunctionError: true,
  FunctionResponseTypes: ["ReportBatchItemFailures"],
  MetricsConfig: { Metrics: ["EventCount"] },
  TumblingWindowInSeconds: 0,
};

/** A stack with one function and one mapping, in whose account these mappings are. */
function stackWith(...found: EventSourceMappingConfiguration[]): DeployedStack {
  client.reset();
  client.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: found });
  const elements = {
    "aws_lambda_function.function": { function_name: "handler" },
    "aws_lambda_event_source_mapping.mapping_orders": {
      event_source_arn: STREAM,
      function_name: "handler",
      enabled: true,
      starting_position: "TRIM_HORIZON",
      destination_config: { on_failure: { destination_arn: BUCKET } },
      filter_criteria: undefined,
      batch_size: 100,
      maximum_batching_window_in_seconds: 0,
      parallelization_factor: 1,
      maximum_retry_attempts: 10,
      maximum_record_age_in_seconds: 82_800,
      bisect_batch_on_function_error: true,
      function_response_types: ["ReportBatchItemFailures"],
      metrics_config: { metrics: ["EventCount"] },
    },
  };
  return {
    inventory: { name: "consumer", elements, outputs: {}, provider: {}, state: {} },
    accountId: "222222222222",
    region: "eu-central-1",
    partition: "aws",
    reader: { lambda: new LambdaClient({ region: "eu-central-1" }) } as AccountReader,
    notes: new Notes(),
    otherFunctions: ["reports"],
    resolve: (text) => text,
  };
}

async function judged(...found: EventSourceMappingConfiguration[]): Promise<string[]> {
  const findings = await mappingFindings(stackWith(...found));
  return findings.map(({ place, expected, found: there }) => `${place}: ${expected} -> ${there}`);
}

test.each<{ name: string; found: EventSourceMappingConfiguration[] }>([
  { name: "the one that the file implies", found: [AS_IMPLIED] },
  {
    name: "the newest code by its own name",
    found: [{ ...AS_IMPLIED, FunctionArn: `${functionArn("handler")}:$LATEST` }],
  },
  {
    name: "another consumer of the file reads the same stream",
    found: [AS_IMPLIED, { ...AS_IMPLIED, UUID: "theirs", FunctionArn: functionArn("reports") }],
  },
  {
    name: "another function reads another table",
    found: [
      AS_IMPLIED,
      {
        ...AS_IMPLIED,
        UUID: "theirs",
        FunctionArn: functionArn("other"),
        EventSourceArn: STREAM.replace("orders", "users"),
      },
    ],
  },
])("no finding: $name", async ({ found }) => {
  // Act
  const findings = await judged(...found);

  // Assess
  expect(findings).toEqual([]);
});

test.each<{ name: string; changed: EventSourceMappingConfiguration; finding: string }>([
  { name: "disabled", changed: { State: "Disabled" }, finding: "enabled: true -> false" },
  {
    name: "another function",
    changed: { FunctionArn: functionArn("other") },
    finding: "function_name: handler -> other",
  },
  {
    name: "an older version of the function",
    changed: { FunctionArn: `${functionArn("handler")}:7` },
    finding: "function_name: handler -> handler:7",
  },
  {
    name: "an old stream of the table",
    changed: { EventSourceArn: OLD_STREAM },
    finding: `event_source_arn: ${STREAM} -> ${OLD_STREAM}`,
  },
  {
    name: "another start",
    changed: { StartingPosition: "LATEST" },
    finding: "starting_position: TRIM_HORIZON -> LATEST",
  },
  {
    name: "a filter",
    changed: { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } },
    finding: 'filter_criteria: nothing -> {"filter":[{"pattern":{"eventName":["INSERT"]}}]}',
  },
  {
    name: "no destination",
    changed: { DestinationConfig: { OnFailure: {} } },
    finding: `destination_config: {"on_failure":{"destination_arn":"${BUCKET}"}} -> nothing`,
  },
  { name: "another batch size", changed: { BatchSize: 1 }, finding: "batch_size: 100 -> 1" },
  {
    name: "no more retries",
    changed: { MaximumRetryAttempts: 0 },
    finding: "maximum_retry_attempts: 10 -> 0",
  },
  {
    name: "whole batches fail",
    changed: { FunctionResponseTypes: [] },
    finding: 'function_response_types: ["ReportBatchItemFailures"] -> nothing',
  },
  {
    name: "no metrics",
    changed: { MetricsConfig: undefined },
    finding: 'metrics_config: {"metrics":["EventCount"]} -> nothing',
  },
  {
    name: "a window",
    changed: { TumblingWindowInSeconds: 60 },
    finding: "tumbling_window_in_seconds: nothing -> 60",
  },
])("found at the mapping: $name", async ({ changed, finding }) => {
  // Act
  const findings = await judged({ ...AS_IMPLIED, ...changed });

  // Assess
  expect(findings).toEqual([`${MAPPING} ${finding}`]);
});

test("another function's mapping that starts elsewhere was not pointed away: the file's mapping is missing", async () => {
  // Act
  const findings = await judged({
    ...AS_IMPLIED,
    FunctionArn: functionArn("other"),
    StartingPosition: "LATEST",
  });

  // Assess
  expect(findings.map((finding) => finding.replace(/: .*/, ""))).toEqual([
    MAPPING,
    "consumer aws_lambda_event_source_mapping ours",
  ]);
});

test("a mapping of the function that reads another table is no replacement for one that is missing", async () => {
  // Act
  const findings = await mappingFindings(
    stackWith({ ...AS_IMPLIED, EventSourceArn: STREAM.replace("orders", "users") }),
  );

  // Assess
  expect(findings.map(({ place, found }) => `${place}: ${found}`)).toEqual([
    `${MAPPING}: nothing that is deployed`,
    `consumer aws_lambda_event_source_mapping ours: {"event_source_arn":"${STREAM.replace("orders", "users")}","function_name":"${functionArn("handler")}"}`,
  ]);
  expect(findings.map(({ subject }) => subject)).toEqual([
    { stack: "consumer", address: "aws_lambda_event_source_mapping.mapping_orders" },
    { stack: "consumer", address: "aws_lambda_event_source_mapping", part: "ours" },
  ]);
});

test("the mapping of a table that is gone is the file's, though nothing tells which stream it should read", async () => {
  // Prepare
  const label = expression("label of the stream of orders");
  const stack = stackWith(AS_IMPLIED);
  const unlabelled = {
    ...stack,
    resolve: (text: string) => text.replace(STREAM, `${TABLE}/stream/${label}`),
  };

  // Act
  const findings = await mappingFindings(unlabelled);

  // Assess
  expect(findings).toEqual([]);
  expect(unlabelled.notes.lines).toEqual([
    `${MAPPING} event_source_arn cannot be compared: nothing tells what ${label} is`,
  ]);
});

test("a second mapping of the function is found, on the old stream as well", async () => {
  // Act
  const findings = await judged(
    { ...AS_IMPLIED, UUID: "old", EventSourceArn: OLD_STREAM, State: "Disabled" },
    AS_IMPLIED,
  );

  // Assess
  expect(findings).toEqual([
    `consumer aws_lambda_event_source_mapping old: nothing -> {"event_source_arn":"${OLD_STREAM}","function_name":"${functionArn("handler")}"}`,
  ]);
});

/** The same mapping, implied by a mapping stack of the consumer. */
function apart(...found: EventSourceMappingConfiguration[]): DeployedStack {
  const consumer = stackWith(...found);
  const { "aws_lambda_function.function": fn, ...mappings } = consumer.inventory.elements;
  const { inventory } = consumer;
  const held = { ...consumer, inventory: { ...inventory, name: "consumer-mappings-1", elements: mappings } };
  return {
    ...consumer,
    inventory: { ...inventory, elements: { "aws_lambda_function.function": fn ?? {} } },
    mappingStacks: [held],
  };
}

test.each([
  { what: "as implied", found: [AS_IMPLIED], findings: [] },
  {
    what: "of another batch size",
    found: [{ ...AS_IMPLIED, BatchSize: 1 }],
    findings: [
      {
        place: "consumer-mappings-1 aws_lambda_event_source_mapping.mapping_orders batch_size",
        stack: "consumer-mappings-1",
      },
    ],
  },
  {
    what: "that is not there",
    found: [],
    findings: [
      {
        place: "consumer-mappings-1 aws_lambda_event_source_mapping.mapping_orders",
        stack: "consumer-mappings-1",
      },
    ],
  },
  {
    what: "and one that nobody implies",
    found: [AS_IMPLIED, { ...AS_IMPLIED, UUID: "stray", EventSourceArn: STREAM.replace("orders", "x") }],
    findings: [{ place: "consumer aws_lambda_event_source_mapping stray", stack: "consumer" }],
  },
])("a mapping in a mapping stack $what", async ({ found, findings }) => {
  // Act
  const told = await mappingFindings(apart(...found));

  // Assess
  expect(told.map(({ place, subject }) => ({ place, stack: subject.stack }))).toEqual(findings);
});

test("a mapping stack by itself asks for nothing: its consumer's stack looks at the mappings", async () => {
  // Prepare
  const [held] = apart({ ...AS_IMPLIED, BatchSize: 1 }).mappingStacks ?? [];

  // Act
  const findings = held && (await mappingFindings(held));

  // Assess
  expect(findings).toEqual([]);
  expect(client.calls()).toEqual([]);
});
