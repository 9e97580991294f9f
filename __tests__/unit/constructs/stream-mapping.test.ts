import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn, TerraformOutput, Token } from "cdktf";
import { PropsError } from "../../../constructs/props-error";
import { StreamMapping, type StreamMappingProps } from "../../../constructs/stream-mapping";
import { expression } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000";
const REQUIRED: StreamMappingProps = {
  streamArn: STREAM,
  functionName: "orders",
  failureBucketArn: "arn:aws:s3:::orders-failures",
};

const mappingOf = (props: Partial<StreamMappingProps>) =>
  onlyElement(
    synthAlone((scope) => new StreamMapping(scope, "mapping", { ...REQUIRED, ...props })),
    "aws_lambda_event_source_mapping",
  );

test("the defaults lose no record", () => {
  // Act
  const mapping = mappingOf({});

  // Assess
  expect(mapping).toEqual({
    batch_size: 100,
    bisect_batch_on_function_error: true,
    destination_config: { on_failure: { destination_arn: "arn:aws:s3:::orders-failures" } },
    enabled: true,
    event_source_arn: STREAM,
    function_name: "orders",
    function_response_types: ["ReportBatchItemFailures"],
    maximum_batching_window_in_seconds: 0,
    maximum_record_age_in_seconds: 82_800,
    maximum_retry_attempts: 10,
    metrics_config: { metrics: ["EventCount"] },
    parallelization_factor: 1,
    starting_position: "TRIM_HORIZON",
  });
});

test("every prop reaches the mapping", () => {
  // Act
  const mapping = mappingOf({
    enabled: false,
    startingPosition: "LATEST",
    batchSize: 10_000,
    maximumBatchingWindowInSeconds: 300,
    parallelizationFactor: 10,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    bisectBatchOnFunctionError: false,
    filters: [{ eventName: ["INSERT"], dynamodb: { Keys: { id: { S: [{ prefix: "a" }] } } } }],
  });

  // Assess
  expect(mapping).toMatchObject({
    enabled: false,
    starting_position: "LATEST",
    batch_size: 10_000,
    maximum_batching_window_in_seconds: 300,
    parallelization_factor: 10,
    maximum_retry_attempts: -1,
    maximum_record_age_in_seconds: -1,
    bisect_batch_on_function_error: false,
    filter_criteria: {
      filter: [{ pattern: '{"dynamodb":{"Keys":{"id":{"S":[{"prefix":"a"}]}}},"eventName":["INSERT"]}' }],
    },
  });
});

test("what must exist first is a dependency, and the UUID can be referred to", () => {
  // Act
  const json = synthAlone((scope) => {
    const after = [new SqsQueue(scope, "queue")];
    const { uuid } = new StreamMapping(scope, "mapping", { ...REQUIRED, after });
    new TerraformOutput(scope, "uuid", { value: uuid });
  });

  // Assess
  expect(onlyElement(json, "aws_lambda_event_source_mapping").depends_on).toEqual(["aws_sqs_queue.queue"]);
  expect(json.output?.uuid?.value).toBe(expression("aws_lambda_event_source_mapping.mapping_this.uuid"));
});

test("what AWS would refuse and a plan does not check is refused at once, all of it", () => {
  // Prepare
  const props = {
    batchSize: 10_001,
    maximumBatchingWindowInSeconds: 0.5,
    filters: [
      { eventName: ["x".repeat(4081)] },
      ...Array.from({ length: 10 }, () => ({ eventName: ["INSERT"] })),
    ],
  };

  // Act
  const act = () => mappingOf(props);

  // Assess
  expect(act).toThrow(
    new PropsError("stack/mapping", [
      { cause: "batchSize is 10001", remedy: "Give a whole number from 1 to 10000" },
      { cause: "maximumBatchingWindowInSeconds is 0.5", remedy: "Give a whole number from 0 to 300" },
      { cause: "the number of filters is 11", remedy: "Give a whole number from 1 to 10" },
      { cause: "filter 1 has 4099 characters as JSON", remedy: "Shorten it to 4096 at most" },
    ]),
  );
});

test("a number that only an apply resolves is not checked", () => {
  // Prepare
  const batchSize = Token.asNumber(Fn.max([Token.asNumber(Fn.lengthOf(["a"])), 5]));

  // Act
  const mapping = mappingOf({ batchSize });

  // Assess
  expect(mapping.batch_size).toBe(expression('max(length(["a"]), 5)'));
});

test("a tumbling window reaches the mapping, and excludes filters and a parallelization", () => {
  // Act
  const windowed = mappingOf({ tumblingWindowInSeconds: 60 });
  const refused = () =>
    mappingOf({
      tumblingWindowInSeconds: 60,
      parallelizationFactor: 2,
      filters: [{ eventName: ["INSERT"] }],
    });

  // Assess
  expect(windowed).toMatchObject({ tumbling_window_in_seconds: 60, parallelization_factor: 1 });
  expect(refused).toThrow(PropsError);
  expect(refused).toThrow(/filters and tumblingWindowInSeconds exclude each other/);
  expect(refused).toThrow(/a parallelizationFactor above 1 and tumblingWindowInSeconds exclude each other/);
});
