import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { functionLogger } from "../../../../lambda-src/shared/redaction/function-logger";
import { SettingsError } from "../../../../lambda-src/shared/settings";
import { createHandler, type UsageMeter } from "../../../../lambda-src/usage-meter/create-handler";
import { tableLedger } from "../../../../lambda-src/usage-meter/ledger";
import type { MeterMetrics } from "../../../../lambda-src/usage-meter/meter-metrics";
import { readSettings } from "../../../../lambda-src/usage-meter/settings";
import type { WindowEvent } from "../../../../lambda-src/usage-meter/window-event";
import { INVOCATION } from "./support/invocation";
import { MemoryTable } from "./support/memory-table";
import { PublishedMetrics } from "./support/published-metrics";
import { read } from "./support/reading";
import { OWNER, recordsOf, STREAM_ARN, type TestChange } from "./support/test-records";

const TIME = 1_767_225_600;
const SETTINGS = { seconds: 60, measures: { sums: [], distinctKeys: false } };
const WHOLE = { from: 0, batches: [{ size: 7, fault: "none" }] } as const;

function meterOf(
  client: Pick<DynamoDBClient, "send">,
  metrics: MeterMetrics = new PublishedMetrics(),
): UsageMeter {
  const logger = functionLogger({ logLevel: "SILENT" });
  return createHandler({ ledger: tableLedger(client, "Ledger"), logger, metrics, settings: SETTINGS });
}

function inserts(count: number, secondsBetween: number): TestChange[] {
  return Array.from({ length: count }, (_, index) => ({
    eventName: "INSERT",
    key: `${index}`,
    time: TIME + index * secondsBetween,
  }));
}

function event(parts: Partial<WindowEvent>): WindowEvent {
  const place = { shardId: "shardId-1", eventSourceARN: STREAM_ARN };
  return { Records: [], ...place, isFinalInvokeForWindow: false, ...parts };
}

test("a period of one shard is one write, and nothing is read", async () => {
  // Prepare
  const table = new MemoryTable();
  const meter = meterOf(table.client);
  // Act
  await read(recordsOf(inserts(600, 1)), WHOLE, { seconds: 60, meterAt: () => meter });
  // Assess
  expect({ puts: table.puts, gets: table.gets, items: table.items.size }).toEqual({
    puts: 10,
    gets: 0,
    items: 10,
  });
  expect([...table.items.keys()][0]).toBe(`${OWNER} 2026-01-01T00:00:00Z/60/shardId-1`);
});

test("a window without records writes nothing, and answers with a state", async () => {
  const table = new MemoryTable();
  const answer = await meterOf(table.client)(event({ isFinalInvokeForWindow: true }), INVOCATION);
  expect({ answer, puts: table.puts }).toEqual({ answer: { state: {}, batchItemFailures: [] }, puts: 0 });
});

test("a period that is there already costs one read, and no write if it adds nothing", async () => {
  const table = new MemoryTable();
  const meter = meterOf(table.client);
  const options = { seconds: 60, meterAt: () => meter };
  await read(recordsOf(inserts(5, 1)), WHOLE, options);
  await read(recordsOf(inserts(5, 1)), WHOLE, options);
  expect({ puts: table.puts, gets: table.gets }).toEqual({ puts: 2, gets: 1 });
});

test("an error of the ledger fails the invocation, so that Lambda sends the end of the window again", async () => {
  const table = new MemoryTable();
  const { state } = await meterOf(table.client)(event({ Records: recordsOf(inserts(3, 1)) }), INVOCATION);
  const broken = meterOf({ send: () => Promise.reject(new Error("throttled")) });
  const end = event({ state, isFinalInvokeForWindow: true });
  await expect(broken(end, INVOCATION)).rejects.toThrow("throttled");
});

test("a writer that never comes first gives up", async () => {
  const busy = new MemoryTable();
  const records = recordsOf(inserts(3, 1));
  const rival = meterOf(busy.client);
  const [first, , third] = records;
  await rival(event({ Records: first ? [first] : [], isFinalInvokeForWindow: true }), INVOCATION);
  const send: MemoryTable["client"]["send"] = async (command: never) => {
    const answer = await busy.client.send(command);
    for (const item of busy.items.values()) item.version = { N: String(Number(item.version?.N) + 1) };
    return answer;
  };
  const meter = meterOf({ send } as MemoryTable["client"]);
  const end = event({ Records: third ? [third] : [], isFinalInvokeForWindow: true });
  await expect(meter(end, INVOCATION)).rejects.toThrow(/changed the same item of the ledger 10 times/);
});

describe("conflicts", () => {
  const records = recordsOf(inserts(4, 1));
  const [first, second, third] = records;

  /** The end of a window that brings these records. */
  function endWith(...Records: (typeof first)[]): WindowEvent {
    return event({ Records: Records.flatMap((one) => one ?? []), isFinalInvokeForWindow: true });
  }

  /** A ledger that has the first three records, but missed the second of them. */
  async function withHole(): Promise<MemoryTable> {
    const table = new MemoryTable();
    await meterOf(table.client)(endWith(first, third), INVOCATION);
    return table;
  }

  test("a window that adds up publishes that there is none", async () => {
    const metrics = new PublishedMetrics();
    await meterOf(new MemoryTable().client, metrics)(endWith(first, second), INVOCATION);
    expect(metrics.published).toEqual([{ LedgerConflicts: 0 }]);
  });

  test("before the end of a window nothing is published", async () => {
    const metrics = new PublishedMetrics();
    await meterOf(new MemoryTable().client, metrics)(event({ Records: records }), INVOCATION);
    expect(metrics.published).toEqual([]);
  });

  test("a count that has what the ledger has missed is one, each time that it comes", async () => {
    const { client } = await withHole();
    const metrics = new PublishedMetrics();
    const meter = meterOf(client, metrics);
    await meter(endWith(first, second, third), INVOCATION);
    await meter(endWith(first, second, third), INVOCATION);
    expect(metrics.published).toEqual([{ LedgerConflicts: 1 }, { LedgerConflicts: 1 }]);
  });

  test("a count that the ledger has already is none", async () => {
    const { client } = await withHole();
    const metrics = new PublishedMetrics();
    await meterOf(client, metrics)(endWith(first), INVOCATION);
    expect(metrics.published).toEqual([{ LedgerConflicts: 0 }]);
  });

  test("conflicts that were found before an error are published", async () => {
    const metrics = new PublishedMetrics();
    const add = jest.fn().mockResolvedValueOnce(true).mockRejectedValueOnce(new Error("throttled"));
    const logger = functionLogger({ logLevel: "SILENT" });
    const meter = createHandler({ ledger: { add }, logger, metrics, settings: SETTINGS });
    const Records = recordsOf(inserts(2, 60));
    await expect(meter(event({ Records, isFinalInvokeForWindow: true }), INVOCATION)).rejects.toThrow();
    expect(metrics.published).toEqual([{ LedgerConflicts: 1 }]);
  });
});

test.each([
  ["is not one of a window", { shardId: undefined }, /not one of a tumbling window/],
  [
    "comes from no stream",
    { eventSourceARN: "arn:aws:sqs:eu-central-1:111111111111:queue" },
    /not the ARN of a DynamoDB/,
  ],
])("an event that %s is refused", async (_what, parts, message) => {
  const meter = meterOf(new MemoryTable().client);
  await expect(meter(event(parts as Partial<WindowEvent>), INVOCATION)).rejects.toThrow(message);
});

describe("settings", () => {
  const GOOD = { LEDGER_TABLE: "Ledger", WINDOW_SECONDS: "300" };

  test("are read from variables", () => {
    const sums = [{ name: "amount", path: ["order", "amount"] }];
    expect(readSettings({ ...GOOD, SUMS: JSON.stringify(sums), DISTINCT_KEYS: "true" })).toEqual({
      ledgerTable: "Ledger",
      seconds: 300,
      measures: { sums, distinctKeys: true },
    });
  });

  test.each(["{", "{}", '[{"name":"a"}]', '[{"name":"a","path":[]}]', '[{"name":"a","path":[1]}]', "[null]"])(
    "SUMS %s is refused",
    (SUMS) => {
      expect(() => readSettings({ ...GOOD, SUMS })).toThrow(
        "Fix the function's environment variables: SUMS must be a JSON array of objects with name and path.",
      );
    },
  );

  test("all that is wrong is told at once", () => {
    const variables = { WINDOW_SECONDS: "901", DISTINCT_KEYS: "yes" };
    expect(() => readSettings(variables)).toThrow(
      new SettingsError(
        "Fix the function's environment variables: LEDGER_TABLE must name the ledger's table. WINDOW_SECONDS must be a whole number from 1 to 900. DISTINCT_KEYS must be true or false.",
      ),
    );
  });
});
