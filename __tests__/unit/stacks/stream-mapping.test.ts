import { sampleConsumer, sampleSource } from "../config/sample";
import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const mappingOf = (mapping: Record<string, unknown>) => {
  const edits = { "consumers.handler.mappings": [{ source: "changes", ...mapping }] };
  const synthesized = synthesize(edits, folder);
  return settingsOf(resource(synthesized, "consumer", "aws_lambda_event_source_mapping", "mapping_changes"));
};

test("the defaults lose nothing, and the role's policy comes first", () => {
  // Prepare
  const settings = {};

  // Act
  const mapping = mappingOf(settings);

  // Assess
  expect(mapping).toEqual({
    batch_size: 100,
    bisect_batch_on_function_error: true,
    depends_on: ["aws_iam_role_policy.role_policy"],
    destination_config: {
      on_failure: { destination_arn: `arn:aws:s3:::${expression("aws_s3_bucket.failure_bucket.bucket")}` },
    },
    enabled: true,
    event_source_arn: expression("data.terraform_remote_state.source_changes.outputs.stream_arn"),
    function_name: expression("aws_lambda_function.function.function_name"),
    function_response_types: ["ReportBatchItemFailures"],
    maximum_batching_window_in_seconds: 0,
    maximum_record_age_in_seconds: 82_800,
    maximum_retry_attempts: 10,
    metrics_config: { metrics: ["EventCount"] },
    parallelization_factor: 1,
    provider: "aws.account",
    starting_position: "TRIM_HORIZON",
  });
});

test("every setting of the file ends up in the mapping", () => {
  // Prepare
  const settings = {
    enabled: false,
    startingPosition: "LATEST",
    batchSize: 7,
    maximumBatchingWindowInSeconds: 5,
    parallelizationFactor: 10,
    maximumRetryAttempts: 3,
    maximumRecordAgeInSeconds: 60,
    bisectBatchOnFunctionError: false,
  };

  // Act
  const mapping = mappingOf(settings);

  // Assess
  expect(mapping).toMatchObject({
    enabled: false,
    starting_position: "LATEST",
    batch_size: 7,
    maximum_batching_window_in_seconds: 5,
    parallelization_factor: 10,
    maximum_retry_attempts: 3,
    maximum_record_age_in_seconds: 60,
    bisect_batch_on_function_error: false,
  });
});

test("filters are JSON whose keys have one order, and nothing in them is a template", () => {
  // Prepare
  const forth = { eventName: ["INSERT"], dynamodb: { NewImage: { text: { S: [{ prefix: "${" }] } } } };
  const back = { dynamodb: forth.dynamodb, eventName: forth.eventName };

  // Act
  const [one, other] = [mappingOf({ filters: [forth] }), mappingOf({ filters: [back] })];

  // Assess
  expect(one.filter_criteria).toEqual({
    filter: [
      { pattern: '{"dynamodb":{"NewImage":{"text":{"S":[{"prefix":"$${"}]}}},"eventName":["INSERT"]}' },
    ],
  });
  expect(other.filter_criteria).toEqual(one.filter_criteria);
});

test("one more source leaves the name of the first mapping alone", () => {
  // Prepare
  const edits = {
    "sources.new-orders": sampleSource({ tableName: "Orders" }),
    "consumers.handler": sampleConsumer("handler", {
      stack: "consumer",
      mappings: [{ source: "new-orders" }, { source: "changes" }],
    }),
  };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(Object.keys(stacks.consumer?.resource.aws_lambda_event_source_mapping ?? {})).toEqual([
    "mapping_changes",
    "mapping_new_orders",
  ]);
});
