import { alarmsOf } from "../../../alarms/alarms-of";
import { deployedDimensions } from "../../../alarms/deployed-dimensions";
import { type Content, CROSS_ACCOUNT, sampleConsumer } from "../config/sample";
import { environmentWith } from "./support/environment-with";
import { metered } from "./support/metered";

/** The alarms of a consumer with one mapping and one function. */
const STREAM_ALARMS = [
  "handler/stream-handler/iterator-age-warning",
  "handler/stream-handler/iterator-age-critical",
  "handler/stream-handler/failed-deliveries",
  "handler/mapping-changes/not-polled",
  "handler/mapping-changes/failed-records",
  "handler/mapping-changes/discarded-records",
  "handler/mapping-changes/lost-records",
  "handler/stream-handler/function-errors",
  "handler/stream-handler/function-throttles",
  "handler/stream-handler/function-duration",
];

const OTHERS = {
  account: "source",
  tableName: "Others",
  partitionKey: { name: "id" },
  readers: [{ consumer: "handler" }],
};

/** Two sources that a usage meter counts; the handler's mapping of one is paused. */
const meterOfTwo = (): Content => ({
  "sources.others": OTHERS,
  "consumers.handler.mappings": [{ source: "changes", enabled: false }, { source: "others" }],
  ...metered(),
});

function namesOf(edits: Record<string, unknown>): string[] {
  return alarmsOf(environmentWith(edits)).map(({ name }) => name);
}

function alarm(edits: Record<string, unknown>, id: string) {
  const found = alarmsOf(environmentWith(edits)).find((one) => one.id === id);
  if (!found) throw new Error(`no alarm ${id}`);
  return found;
}

describe("which alarms there are", () => {
  test("outside a sandbox alarms are on, without a word in the file", () => {
    // Act
    const names = namesOf({});

    // Assess
    expect(names).toEqual(STREAM_ALARMS);
  });

  test.each([
    { file: "alarms: false", edits: { "consumers.handler.alarms": false } },
    { file: "sandbox: true", edits: { sandbox: true } },
  ])("$file: none", ({ edits }) => {
    // Act
    const names = namesOf(edits);

    // Assess
    expect(names).toEqual([]);
  });

  test.each([{ alarms: true }, { alarms: {} }])("a sandbox has them with alarms: $alarms", ({ alarms }) => {
    // Act
    const names = namesOf({ sandbox: true, "consumers.handler.alarms": alarms });

    // Assess
    expect(names).toEqual(STREAM_ALARMS);
  });

  test("every alarm can be switched off on its own", () => {
    // Prepare
    const off = [
      "iteratorAgeWarningSeconds",
      "iteratorAgeCriticalSeconds",
      "notPolledMinutes",
      "failedRecords",
      "discardedRecords",
      "lostRecords",
      "failedDeliveries",
      "errors",
      "throttles",
      "durationPercent",
    ];

    // Act
    const left = off.map((key) => namesOf({ "consumers.handler.alarms": { [key]: null } }));

    // Assess
    expect(left.map((names) => STREAM_ALARMS.filter((name) => !names.includes(name)))).toEqual([
      ["handler/stream-handler/iterator-age-warning"],
      ["handler/stream-handler/iterator-age-critical"],
      ["handler/mapping-changes/not-polled"],
      ["handler/mapping-changes/failed-records"],
      ["handler/mapping-changes/discarded-records"],
      ["handler/mapping-changes/lost-records"],
      ["handler/stream-handler/failed-deliveries"],
      ["handler/stream-handler/function-errors"],
      ["handler/stream-handler/function-throttles"],
      ["handler/stream-handler/function-duration"],
    ]);
  });

  test("the reader API and the account switcher add theirs", () => {
    // Act
    const names = namesOf(CROSS_ACCOUNT);

    // Assess
    expect(names).toEqual([
      ...STREAM_ALARMS,
      "handler/reader-api/function-errors",
      "handler/reader-api/function-throttles",
      "handler/reader-api/function-duration",
      "handler/account-switcher/function-errors",
      "handler/account-switcher/function-throttles",
      "handler/account-switcher/function-duration",
      "handler/reader-api/api-errors",
      "handler/reader-api/api-latency",
    ]);
  });

  test("a usage meter adds its own, and those of its mappings, also where the handler's mapping is paused", () => {
    // Act
    const added = alarmsOf(environmentWith(meterOfTwo())).filter(({ id }) => id.includes("meter"));

    // Assess
    const ofMapping = (source: string) => [
      `critical meter-mapping-${source}/not-polled`,
      `warning meter-mapping-${source}/failed-records`,
      `critical meter-mapping-${source}/discarded-records`,
      `critical meter-mapping-${source}/lost-records`,
    ];
    expect(added.map(({ severity, id }) => `${severity} ${id}`)).toEqual([
      "warning usage-meter/iterator-age-warning",
      "critical usage-meter/iterator-age-critical",
      "critical usage-meter/failed-deliveries",
      "warning usage-meter/ledger-conflicts",
      ...ofMapping("changes"),
      ...ofMapping("others"),
      "warning usage-meter/function-errors",
      "warning usage-meter/function-throttles",
      "warning usage-meter/function-duration",
    ]);
  });

  test("the meter has alarms of the sources that it counts, and of no others", () => {
    // Act
    const names = namesOf({ ...meterOfTwo(), "consumers.handler.usageMeter.sources": ["others"] });

    // Assess
    const sources = names.flatMap(
      (name) => /^handler\/meter-mapping-(\w+)\/not-polled$/.exec(name)?.[1] ?? [],
    );
    expect(sources).toEqual(["others"]);
  });

  test("the meter's alarms can be switched off by the same thresholds", () => {
    // Prepare
    const off = ["notPolledMinutes", "failedRecords", "discardedRecords", "lostRecords", "ledgerConflicts"];

    // Act
    const names = namesOf({
      ...meterOfTwo(),
      "consumers.handler.alarms": Object.fromEntries(off.map((key) => [key, null])),
    });

    // Assess
    expect(names.filter((name) => /meter-mapping|ledger-conflicts/.test(name))).toEqual([]);
  });

  test("no name is that of a handler's alarm, whatever a source is called", () => {
    // Prepare
    const source = (tableName: string) => ({ ...OTHERS, tableName });

    // Act
    const names = namesOf({
      ...metered(),
      "sources.meter-mapping-changes": source("One"),
      "sources.usage-meter": source("Two"),
      "consumers.handler.mappings": [
        { source: "changes" },
        { source: "meter-mapping-changes" },
        { source: "usage-meter" },
      ],
    });

    // Assess
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.endsWith("/not-polled"))).toHaveLength(6);
  });

  test("the API's alarms can be switched off", () => {
    // Act
    const names = namesOf({
      ...CROSS_ACCOUNT,
      "consumers.handler.alarms": { apiErrors: null, apiLatencyMilliseconds: null },
    });

    // Assess
    expect(names.filter((name) => name.includes("/api-"))).toEqual([]);
  });

  test("a paused mapping is not expected to poll", () => {
    // Act
    const names = namesOf({ "consumers.handler.mappings": [{ source: "changes", enabled: false }] });

    // Assess
    expect(names).toEqual(STREAM_ALARMS.filter((name) => !name.endsWith("/not-polled")));
  });

  test("silence of a source is an alarm only where the file says so", () => {
    // Act
    const names = namesOf({ "consumers.handler.alarms": { noEventsHours: { changes: 6 } } });

    // Assess
    expect(names.filter((name) => !STREAM_ALARMS.includes(name))).toEqual([
      "handler/mapping-changes/no-events",
    ]);
  });

  test("a source that is called like a property of every object is silent without an alarm", () => {
    // Act
    const names = namesOf({
      "sources.constructor": {
        account: "source",
        tableName: "Others",
        partitionKey: { name: "id" },
        readers: [{ consumer: "handler" }],
      },
      "consumers.handler.mappings": [{ source: "constructor" }],
    });

    // Assess
    expect(names.filter((name) => name.endsWith("/no-events"))).toEqual([]);
  });

  test("names are unique even where two consumers share an account", () => {
    // Act
    const names = namesOf({
      "sources.changes.readers": [{ consumer: "handler" }, { consumer: "other" }],
      "consumers.other": sampleConsumer("other"),
    });

    // Assess
    expect(new Set(names).size).toBe(2 * STREAM_ALARMS.length);
  });
});

describe("what an alarm is", () => {
  test("the age of records: half of the stream's retention is critical", () => {
    // Act
    const critical = alarm({}, "stream-handler/iterator-age-critical");

    // Assess
    expect(critical).toEqual({
      kind: "iterator-age",
      severity: "critical",
      consumer: "handler",
      id: "stream-handler/iterator-age-critical",
      name: "handler/stream-handler/iterator-age-critical",
      accountId: "222222222222",
      region: "eu-central-1",
      metric: {
        namespace: "AWS/Lambda",
        name: "IteratorAge",
        dimensions: [{ name: "FunctionName", value: "handler" }],
        statistic: "Maximum",
      },
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 43_200_000,
      periodSeconds: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 1,
      missingData: "notBreaching",
      meaning:
        "The function handler receives records 12 hours after they were written, or later. Streams forget records after 24 hours.",
      remedy: "Find out whether a batch fails again and again or the function is too slow, and clear it.",
      runbook: "docs/runbook.md#iterator-age",
      description:
        "The function handler receives records 12 hours after they were written, or later. Streams forget records after 24 hours. " +
        "Find out whether a batch fails again and again or the function is too slow, and clear it. " +
        "Runbook: docs/runbook.md#iterator-age",
    });
  });

  test.each([
    { seconds: 3600, text: "an hour after" },
    { seconds: 7200, text: "2 hours after" },
    { seconds: 5400, text: "90 minutes after" },
    { seconds: 90, text: "90 seconds after" },
  ])("$seconds s reads as $text", ({ seconds, text }) => {
    // Act
    const { meaning } = alarm(
      { "consumers.handler.alarms": { iteratorAgeWarningSeconds: seconds } },
      "stream-handler/iterator-age-warning",
    );

    // Assess
    expect(meaning).toContain(`records ${text} they`);
  });

  test("a mapping that is not polled: no poll in fifteen periods of a minute, where no data means no poll", () => {
    // Act
    const { metric, description, meaning, remedy, ...rest } = alarm({}, "mapping-changes/not-polled");

    // Assess
    expect(metric).toEqual({
      namespace: "AWS/Lambda",
      name: "PolledEventCount",
      dimensions: [{ name: "EventSourceMappingUUID", value: { kind: "mapping", source: "changes" } }],
      statistic: "SampleCount",
    });
    expect(rest).toMatchObject({
      severity: "critical",
      comparison: "LessThanThreshold",
      threshold: 1,
      periodSeconds: 60,
      evaluationPeriods: 15,
      datapointsToAlarm: 15,
      missingData: "breaching",
    });
  });

  test("no events: hours without a record", () => {
    // Act
    const found = alarm(
      { "consumers.handler.alarms": { noEventsHours: { changes: 1 } } },
      "mapping-changes/no-events",
    );

    // Assess
    expect(found).toMatchObject({ periodSeconds: 3600, evaluationPeriods: 1, missingData: "breaching" });
    expect(found.meaning).toBe(
      "The stream of changes has brought no record for 1 hour, though the table is expected to be written to.",
    );
  });

  test("a duration is a part of the function's own timeout, in milliseconds", () => {
    // Act
    const { threshold } = alarm(
      { "consumers.handler.function.timeout": 90 },
      "stream-handler/function-duration",
    );

    // Assess
    expect(threshold).toBe(72_000);
  });

  test("what the meter gives up is missing in the ledger, whether the bucket has it or not", () => {
    // Act
    const kinds = ["discarded-records", "lost-records"].map((id) => {
      const { kind, runbook, metric, severity } = alarm(meterOfTwo(), `meter-mapping-changes/${id}`);
      return { kind, runbook, metric: metric.name, of: metric.dimensions, severity };
    });

    // Assess
    const common = {
      kind: "uncounted-records",
      runbook: "docs/runbook.md#uncounted-records",
      of: [{ name: "EventSourceMappingUUID", value: { kind: "meter-mapping", source: "changes" } }],
      severity: "critical",
    };
    expect(kinds).toEqual([
      { ...common, metric: "OnFailureDestinationDeliveredEventCount" },
      { ...common, metric: "DroppedEventCount" },
    ]);
  });

  test("conflicts are the meter's own metric, by its name", () => {
    // Act
    const { metric, threshold, datapointsToAlarm } = alarm(meterOfTwo(), "usage-meter/ledger-conflicts");

    // Assess
    expect(metric).toEqual({
      namespace: "CrossAccountStreams",
      name: "LedgerConflicts",
      dimensions: [{ name: "service", value: "meter" }],
      statistic: "Sum",
    });
    expect({ threshold, datapointsToAlarm }).toEqual({ threshold: 1, datapointsToAlarm: 1 });
  });

  test("the API's metrics belong to its only stage", () => {
    // Act
    const { metric } = alarm(CROSS_ACCOUNT, "reader-api/api-latency");

    // Assess
    expect(metric).toEqual({
      namespace: "AWS/ApiGateway",
      name: "Latency",
      dimensions: [
        { name: "ApiId", value: { kind: "reader-api" } },
        { name: "Stage", value: "$default" },
      ],
      statistic: "p99",
    });
  });

  test("a runbook of your own", () => {
    // Act
    const { runbook } = alarm(
      { "consumers.handler.alarms": { runbook: "https://wiki.example.com/runbook" } },
      "mapping-changes/lost-records",
    );

    // Assess
    expect(runbook).toBe("https://wiki.example.com/runbook#lost-records");
  });

  test("descriptions fit into CloudWatch even with the longest names", () => {
    // Prepare
    const source = "s".repeat(63);
    const name = "f".repeat(64);
    const environment = environmentWith({
      sources: {
        [source]: {
          account: "source",
          tableName: "Changes",
          partitionKey: { name: "id" },
          readers: [{ consumer: "handler" }],
        },
      },
      "consumers.handler.function.name": name,
      "consumers.handler.failureBucketName": "failures",
      "consumers.handler.mappings": [{ source }],
      ...metered(),
      "consumers.handler.usageMeter.function.name": "m".repeat(64),
      "consumers.handler.alarms": {
        runbook: `https://example.com/${"r".repeat(380)}`,
        noEventsHours: { [source]: 168 },
      },
    });

    // Act
    const alarms = alarmsOf(environment);

    // Assess
    expect(Math.max(...alarms.map((one) => one.description.length))).toBeLessThanOrEqual(1024);
    expect(Math.max(...alarms.map((one) => one.name.length))).toBeLessThanOrEqual(255);
  });
});

describe("dimensions of what is deployed", () => {
  test("the mapping's UUID takes the place of its source", () => {
    // Act
    const dimensions = deployedDimensions(alarm({}, "mapping-changes/not-polled"), {
      mappings: { changes: "uuid-1" },
    });

    // Assess
    expect(dimensions).toEqual({ EventSourceMappingUUID: "uuid-1" });
  });

  test("the meter's mapping has a UUID of its own", () => {
    // Prepare
    const deployed = { mappings: { changes: "uuid-1" }, meterMappings: { changes: "uuid-2" } };

    // Act
    const dimensions = deployedDimensions(alarm(meterOfTwo(), "meter-mapping-changes/not-polled"), deployed);

    // Assess
    expect(dimensions).toEqual({ EventSourceMappingUUID: "uuid-2" });
  });

  test.each(["mapping-changes/not-polled", "reader-api/api-errors", "meter-mapping-changes/not-polled"])(
    "%s: undefined before it is deployed",
    (id) => {
      // Prepare
      const edits = { ...CROSS_ACCOUNT, ...metered() };
      const mappings: Record<string, string> = id.startsWith("meter") ? { changes: "uuid-1" } : {};

      // Act
      const dimensions = deployedDimensions(alarm(edits, id), { mappings });

      // Assess
      expect(dimensions).toBeUndefined();
    },
  );

  test("the API's ID and stage", () => {
    // Act
    const dimensions = deployedDimensions(alarm(CROSS_ACCOUNT, "reader-api/api-errors"), {
      mappings: {},
      readerApi: "api-1",
    });

    // Assess
    expect(dimensions).toEqual({ ApiId: "api-1", Stage: "$default" });
  });
});
