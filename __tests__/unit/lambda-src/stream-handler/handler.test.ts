import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ItemChange } from "../../../../lambda-src/stream-handler/item-change";
import type { Line } from "../support/captured";
import { batchOf, recordedEvent, recordWith } from "./support/records";
import { runHandler } from "./support/run-handler";

const failingOn = (...ids: readonly unknown[]) =>
  async function onChange({ keys }: ItemChange): Promise<void> {
    if (ids.includes(keys.id)) throw new RangeError("not today");
  };

const metricsOf = (lines: readonly Line[]) =>
  lines.filter((line) => "_aws" in line).map(({ _aws, ...values }) => values);

describe("the handler's answer", () => {
  test("is an empty list for the event that was recorded from AWS", async () => {
    // Act
    const { answer } = await runHandler(recordedEvent());
    // Assess
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  test("is an empty list for an empty batch", async () => {
    expect((await runHandler({ Records: [] })).answer).toEqual({ batchItemFailures: [] });
  });

  test("names the lowest failure alone", async () => {
    // Act
    const { answer } = await runHandler(batchOf(["a", "b", "c", "d"]), { onChange: failingOn("b", "d") });
    // Assess
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "101" }] });
  });

  test("names a record that cannot be read; those before it are handled, those after it are not started", async () => {
    // Prepare
    const event = batchOf(["a", "b", "c"]);
    event.Records[1] = recordWith({ eventName: undefined }, { SequenceNumber: "101" });
    const handled: unknown[] = [];
    // Act
    const { answer, lines } = await runHandler(event, {
      onChange: async ({ keys }) => void handled.push(keys.id),
    });
    // Assess
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "101" }] });
    expect(handled).toEqual(["a"]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: "ERROR",
        message: "The record cannot be read. Lambda will retry it.",
        sequenceNumber: "101",
        error: expect.objectContaining({ message: "eventName is not one of INSERT, MODIFY, REMOVE." }),
      }),
    );
  });

  test("names a failure before a record that cannot be read", async () => {
    // Prepare
    const event = batchOf(["a", "b"]);
    event.Records[1] = recordWith({ eventName: undefined }, { SequenceNumber: "101" });
    // Act
    const { answer } = await runHandler(event, { onChange: failingOn("a") });
    // Assess
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "100" }] });
  });

  test("has the whole batch sent again where a record has no sequence number", async () => {
    // Prepare
    const event = { Records: [recordWith({}, { SequenceNumber: undefined })] };
    // Act
    const { answer } = await runHandler(event);
    // Assess
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "" }] });
  });

  test("is an error for an event that comes from no stream", async () => {
    // Act
    const { answer } = await runHandler(JSON.parse("{}"));
    // Assess
    expect(answer).toEqual(
      new TypeError("The event has no Records. Invoke this function with an event of a DynamoDB stream."),
    );
  });
});

describe("the handler's log", () => {
  const SECRETS = ["test-001", "Test User", "test@example.com"];

  test("tells where a change is and what kind it is, and nothing of the item", async () => {
    // Act
    const { lines, output } = await runHandler(recordedEvent());
    // Assess
    expect(lines[0]).toMatchObject({
      level: "INFO",
      message: "Item changed",
      service: "handler",
      function_request_id: "request-1",
      eventId: "8adc758361089d9e8b12b0a1cc6338ea",
      eventName: "INSERT",
      sequenceNumber: "109600002442871503720585",
      time: "2026-02-01T07:03:57.000Z",
      sizeBytes: 54,
      streamViewType: "NEW_AND_OLD_IMAGES",
      sourceAccount: "111111111111",
      region: "ap-northeast-1",
      tableName: "CrossAccountTest",
      expired: false,
    });
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });

  test("holds the whole record, exactly, where LOG_RECORDS says so", async () => {
    // Prepare: the logger's own merging would drop these two names.
    const NewImage = JSON.parse(
      '{"constructor": {"S": "a"}, "__proto__": {"L": [{"N": "1"}, {"NULL": true}]}}',
    );
    const record = recordWith({}, { NewImage });
    // Act
    const { output } = await runHandler({ Records: [record] }, { settings: { logRecords: true } });
    // Assess
    const [line = ""] = output.split("\n");
    expect(JSON.parse(line)).toMatchObject({ eventID: record.eventID, eventName: "INSERT" });
    expect(line).toContain(`"dynamodb":${JSON.stringify(record.dynamodb)}`);
  });

  test("holds a record that cannot be read, too, where LOG_RECORDS says so", async () => {
    // Prepare
    const record = recordWith({ eventName: undefined });
    // Act
    const { lines } = await runHandler({ Records: [record] }, { settings: { logRecords: true } });
    // Assess
    expect(lines[0]).toMatchObject({ eventID: record.eventID, dynamodb: record.dynamodb });
  });

  test("tells name and message of an error, and nothing else that hangs on it", async () => {
    // Prepare: the AWS SDK's errors can carry the item.
    const onChange = async ({ newImage }: ItemChange) => {
      throw Object.assign(new RangeError("refused", { cause: newImage }), { Item: newImage });
    };
    // Act
    const { lines, output } = await runHandler(recordedEvent(), { onChange });
    // Assess
    expect(lines[0]).toMatchObject({
      level: "ERROR",
      message: "The change was not handled. Lambda will retry it.",
      eventId: "8adc758361089d9e8b12b0a1cc6338ea",
      sequenceNumber: "109600002442871503720585",
      error: {
        name: "RangeError",
        message: "refused",
        stack: expect.stringContaining("RangeError: refused"),
      },
    });
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });

  test("tells nothing of a thrown value that is no error", async () => {
    // Prepare
    const onChange = ({ newImage }: ItemChange) => Promise.reject(newImage);
    // Act
    const { lines, output } = await runHandler(recordedEvent(), { onChange });
    // Assess
    expect(lines[0]).toMatchObject({
      error: { name: "object", message: "Something other than an Error was thrown." },
    });
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });

  test("tells nothing of a record that cannot be read", async () => {
    // Prepare
    const record = recordWith({}, { OldImage: { name: { N: "Test User" } } });
    // Act
    const { output } = await runHandler({ Records: [record] });
    // Assess
    expect(output).toContain("dynamodb.OldImage cannot be read");
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });
});

describe("the handler's metrics", () => {
  const NOW = new Date("2026-02-01T07:04:07Z");

  beforeEach(() =>
    jest.useFakeTimers({ now: NOW, doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] }),
  );
  afterEach(() => jest.useRealTimers());

  test("are written once a batch, with the service as their only dimension", async () => {
    // Act
    const { lines } = await runHandler(batchOf(["a", "b", "c", "d"]), {
      onChange: failingOn("c"),
      settings: { concurrency: 1 },
    });
    // Assess
    expect(metricsOf(lines)).toEqual([
      {
        service: "handler",
        RecordsHandled: 2,
        RecordsFailed: 1,
        RecordsReturned: 2,
        OldestRecordAge: 10_000,
      },
    ]);
    expect(lines.at(-1)).toMatchObject({
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: "CrossAccountStreams",
            Dimensions: [["service"]],
            Metrics: [
              { Name: "RecordsHandled", Unit: MetricUnit.Count },
              { Name: "RecordsFailed", Unit: MetricUnit.Count },
              { Name: "RecordsReturned", Unit: MetricUnit.Count },
              { Name: "OldestRecordAge", Unit: MetricUnit.Milliseconds },
            ],
          },
        ],
      },
    });
  });

  test("count a record that cannot be read as failed, and give no age of what is unknown", async () => {
    // Act
    const { lines } = await runHandler({ Records: [recordWith({ eventID: undefined })] });
    // Assess
    expect(metricsOf(lines)).toEqual([
      { service: "handler", RecordsHandled: 0, RecordsFailed: 1, RecordsReturned: 1 },
    ]);
  });

  test("never give a negative age: the time of a change is rounded", async () => {
    // Prepare
    const record = recordWith({}, { ApproximateCreationDateTime: NOW.getTime() / 1000 + 1 });
    // Act
    const { lines } = await runHandler({ Records: [record] });
    // Assess
    expect(metricsOf(lines)).toEqual([expect.objectContaining({ OldestRecordAge: 0 })]);
  });
});
