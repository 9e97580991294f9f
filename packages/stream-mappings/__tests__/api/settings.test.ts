import { settingsFrom } from "../../src/api/settings";

const DEFAULTS = settingsFrom({});

test("nothing given means AWS's defaults", () => {
  expect(DEFAULTS).toEqual({
    batchSize: 100,
    maximumBatchingWindowInSeconds: 0,
    parallelizationFactor: 1,
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: -1,
    bisectBatchOnFunctionError: false,
    tumblingWindowInSeconds: 0,
    functionResponseTypes: [],
    filters: [],
  });
});

test("an update leaves alone what it does not name", () => {
  // Prepare
  const current = settingsFrom({
    BatchSize: 7,
    BisectBatchOnFunctionError: true,
    MaximumRecordAgeInSeconds: 60,
  });

  // Act
  const updated = settingsFrom({ MaximumRetryAttempts: 2 }, current);

  // Assess
  expect(updated).toEqual({ ...current, maximumRetryAttempts: 2 });
});

const INSERTS = { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] };

/** Texts that were recorded from AWS, whole. */
const recorded: [string, Record<string, unknown>, string][] = [
  [
    "a record age of 0",
    { MaximumRecordAgeInSeconds: 0 },
    "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
  ],
  [
    "a record age of 59",
    { MaximumRecordAgeInSeconds: 59 },
    "MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)",
  ],
  [
    "windows with lanes",
    { TumblingWindowInSeconds: 60, ParallelizationFactor: 2 },
    "Parallelization factor must be equal to 1 when tumbling window period is configured",
  ],
  [
    "windows with filters",
    { TumblingWindowInSeconds: 60, FilterCriteria: INSERTS },
    "Tumbling window period should be zero when FilterCriteria is configured",
  ],
  [
    "a destination for successes",
    { DestinationConfig: { OnSuccess: { Destination: "arn:aws:sqs:eu-central-1:111111111111:q" } } },
    "OnSuccess configuration is not supported for event source mappings.",
  ],
];

test.each(recorded)("recorded: %s is refused in AWS's words", (_, body, message) => {
  expect(() => settingsFrom(body)).toThrow(
    expect.objectContaining({ code: "InvalidParameterValueException", message }),
  );
});

test.each([
  [{ ParallelizationFactor: 2 }, /^Parallelization factor must be equal to 1/],
  [{ FilterCriteria: INSERTS }, /^Tumbling window period should be zero/],
])("an update that adds %j to a window is refused in the same words", (body, message) => {
  // Prepare
  const current = settingsFrom({ TumblingWindowInSeconds: 60 });

  // Act, assess
  expect(() => settingsFrom(body, current)).toThrow(message);
});

const refused: [string, Record<string, unknown>, RegExp][] = [
  ["SQS's concurrency", { ScalingConfig: { MaximumConcurrency: 2 } }, /^Unsupported ScalingConfig parameter/],
  [
    "a FIFO queue as destination",
    { DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:eu-central-1:111111111111:q.fifo" } } },
    /^Unsupported DestinationConfig parameter/,
  ],
  [
    "six filters",
    {
      FilterCriteria: { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"eventName":["INSERT"]}' })) },
    },
    /^Maximum number of filters/,
  ],
  [
    "Kafka's metrics",
    { MetricsConfig: { Metrics: ["KafkaMetrics"] } },
    /^Unsupported MetricsConfig parameter/,
  ],
];

test.each(refused)("%s is refused", (_, body, message) => {
  expect(() => settingsFrom(body)).toThrow(
    expect.objectContaining({
      code: "InvalidParameterValueException",
      message: expect.stringMatching(message),
    }),
  );
});

const accepted: [string, Record<string, unknown>, Record<string, unknown>][] = [
  ["a record age of 60", { MaximumRecordAgeInSeconds: 60 }, { maximumRecordAgeInSeconds: 60 }],
  ["a window of its own", { TumblingWindowInSeconds: 60 }, { tumblingWindowInSeconds: 60 }],
  ["an empty list of filters", { FilterCriteria: { Filters: [] } }, { filters: [] }],
  [
    "a bucket as destination",
    { DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::given-up" } } },
    { onFailureDestination: "arn:aws:s3:::given-up" },
  ],
  ["metrics", { MetricsConfig: { Metrics: ["EventCount"] } }, { metrics: ["EventCount"] }],
];

test.each(accepted)("%s is taken", (_, body, expected) => {
  expect(settingsFrom(body)).toEqual({ ...DEFAULTS, ...expected });
});
