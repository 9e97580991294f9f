import { checkModel } from "../../src/api/constraints";

const VALID = { FunctionName: "on-change", StartingPosition: "LATEST" };
const above = (max: number) => `Member must have value less than or equal to ${max}`;
const below = (min: number) => `Member must have value greater than or equal to ${min}`;

const ranges: [string, number, number][] = [
  ["BatchSize", 1, 10_000],
  ["MaximumBatchingWindowInSeconds", 0, 300],
  ["ParallelizationFactor", 1, 10],
  ["MaximumRetryAttempts", -1, 10_000],
  ["MaximumRecordAgeInSeconds", -1, 604_800],
  ["TumblingWindowInSeconds", 0, 900],
];

test.each(ranges)("%s may be %d to %d", (member, min, max) => {
  // Prepare
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const check = (value: number) => () => checkModel({ ...VALID, [member]: value }, "create");
  const text = (value: number, complaint: string) =>
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${complaint}`;

  // Act, assess
  expect(check(min)).not.toThrow();
  expect(check(max)).not.toThrow();
  expect(check(min - 1)).toThrow(text(min - 1, below(min)));
  expect(check(max + 1)).toThrow(text(max + 1, above(max)));
});

test("a creation needs a function", () => {
  expect(() => checkModel({ StartingPosition: "LATEST" }, "create")).toThrow(
    "1 validation error detected: Value null at 'functionName' failed to satisfy constraint: Member must not be null",
  );
});

test("an update needs nothing", () => {
  expect(() => checkModel({}, "update")).not.toThrow();
});

test("every violation is reported at once, with the error code of AWS's model", () => {
  // Prepare
  const body = { ...VALID, BatchSize: 0, FunctionResponseTypes: ["Everything"], EventSourceArn: "orders" };

  // Act
  const act = () => checkModel(body, "create");

  // Assess
  expect(act).toThrow(
    expect.objectContaining({
      code: "ValidationException",
      status: 400,
      message: expect.stringMatching(
        /^3 validation errors detected: .*eventSourceArn.*; .*batchSize.*; .*functionResponseTypes/,
      ),
    }),
  );
});

test.each([
  ["FunctionResponseTypes", "functionResponseTypes", "ReportBatchItemFailures", (list: string[]) => list],
  [
    "MetricsConfig",
    "metricsConfig.metrics",
    "ErrorCount, KafkaMetrics, EventCount",
    (Metrics: string[]) => ({ Metrics }),
  ],
])(
  "a list with a wrong member in %s: the text names the list and every constraint",
  (member, name, set, value) => {
    // Prepare
    const check = (list: string[]) => () => checkModel({ ...VALID, [member]: value(list) }, "create");
    const [valid = ""] = set.split(", ");

    // Act, assess
    expect(check([valid])).not.toThrow();
    expect(check([valid, "Everything"])).toThrow(
      expect.objectContaining({
        message:
          `1 validation error detected: Value '[${valid}, Everything]' at '${name}' failed to satisfy constraint: ` +
          `Member must satisfy constraint: [Member must satisfy enum value set: [${set}], Member must not be null]`,
      }),
    );
    expect(check([null as unknown as string])).toThrow("Member must not be null");
  },
);
