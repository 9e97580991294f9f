import { loadEnvironment } from "../../../config/load-environment";
import { readFailure } from "../../../console/failures";
import { tableOfStream } from "../../../console/identity";
import { withMappings } from "../../../console/look";
import { outlineOf } from "../../../console/outline";
import type { MappingStatus } from "../../../sandbox/stream-mapping-service";
import { environmentWith } from "../alarms/support/environment-with";
import { metered } from "../alarms/support/metered";
import { environmentOf, withTenants } from "../config/tenants/support";

const STATUS: MappingStatus = {
  uuid: "uuid",
  accountId: "222222222222",
  region: "us-east-1",
  functionName: "CrossAccountDynamoDBHandler",
  eventSourceArn:
    "arn:aws:dynamodb:us-east-1:111111111111:table/CrossAccountTest/stream/2026-01-01T00:00:00.000",
  state: "Enabled",
  lastProcessingResult: "OK",
  lagMs: 12,
  onFailureDestination: null,
  discarded: null,
};

test("an environment is drawn as its file describes it before anything is deployed", () => {
  // Act
  const { environment, accounts, tables, functions, mappings, buckets } = outlineOf(
    loadEnvironment("sandbox"),
  );
  // Assess
  expect(environment).toBe("sandbox");
  expect(accounts).toEqual([
    { id: "111111111111", name: "source" },
    { id: "222222222222", name: "consumer" },
  ]);
  expect(tables.map(({ name, keys, streamed, deployed }) => ({ name, keys, streamed, deployed }))).toEqual([
    { name: "CrossAccountTest", keys: [{ name: "id", type: "S" }], streamed: true, deployed: false },
    {
      name: "access-sample-table",
      keys: [{ name: "deviceId", type: "S" }],
      streamed: false,
      deployed: false,
    },
  ]);
  expect(functions.map(({ name, part }) => [name, part])).toEqual([
    ["CrossAccountDynamoDBHandler", "stream-handler"],
    ["other-account-dynamodb-access-lambda", "reader-api"],
    ["AccountSwitcher", "account-switcher"],
  ]);
  expect(mappings).toEqual([
    expect.objectContaining({ tableId: tables[0]?.id, functionId: functions[0]?.id, state: "Not deployed" }),
  ]);
  expect(buckets).toEqual([
    expect.objectContaining({
      name: "crossaccountdynamodbhandler-failures-222222222222-us-east-1",
      functionId: functions[0]?.id,
    }),
  ]);
});

test("tables of tenants have one name, and titles of their own", () => {
  // Prepare
  const tenants = [
    { tenant: "acme", account: "300000000001" },
    { tenant: "zebra", account: "300000000002", tableName: "Own" },
    { tenant: "bolt", account: "300000000003" },
  ];

  // Act
  const { tables } = outlineOf({
    ...loadEnvironment("sandbox"),
    environment: environmentOf(withTenants(tenants)),
  });

  // Assess
  expect(tables.map(({ name, title }) => [name, title])).toEqual([
    ["Changes", "Changes of changes-acme"],
    ["Changes", "Changes of changes-bolt"],
    ["Own", "Own"],
  ]);
});

test("a usage meter is a function beside the handler, with mappings of its own to the same tables", () => {
  // Act
  const { tables, functions, mappings } = outlineOf({
    ...loadEnvironment("sandbox"),
    environment: environmentWith(metered()),
  });
  // Assess
  const idOf = (part: string) => functions.find((one) => one.part === part)?.id;
  expect(mappings.map(({ tableId, functionId, part }) => ({ tableId, functionId, part }))).toEqual([
    { tableId: tables[0]?.id, functionId: idOf("stream-handler"), part: "stream-handler" },
    { tableId: tables[0]?.id, functionId: idOf("usage-meter"), part: "usage-meter" },
  ]);
  expect(new Set(mappings.map(({ id }) => id)).size).toBe(2);
});

test.each<[string, Partial<MappingStatus>, object]>([
  ["a mapping that works", {}, { state: "Enabled", lastResult: "OK", health: "good", lostRecords: 0 }],
  ["one that is stopped", { state: "Disabled" }, { state: "Disabled", health: "idle" }],
  ["a function that fails", { lastProcessingResult: "PROBLEM: Function call failed" }, { health: "bad" }],
  [
    "what was discarded",
    { discarded: { deliveredBatches: 1, deliveredRecords: 3, lostBatches: 1, lostRecords: 2, lastAt: 0 } },
    { discardedRecords: 3, lostRecords: 2 },
  ],
  ["a mapping of another function", { functionName: "other" }, { state: "Not deployed" }],
  ["a mapping in another account", { accountId: "333333333333" }, { state: "Not deployed" }],
  ["a mapping in another region", { region: "eu-central-1" }, { state: "Not deployed" }],
  [
    "a mapping of another table",
    { eventSourceArn: STATUS.eventSourceArn.replace("CrossAccountTest", "Other") },
    { state: "Not deployed" },
  ],
])("%s is shown as it is", (_, differences, expected) => {
  // Act
  const { mappings } = withMappings(outlineOf(loadEnvironment("sandbox")), [{ ...STATUS, ...differences }]);
  // Assess
  expect(mappings).toEqual([expect.objectContaining(expected)]);
});

test("the table of a stream is read from the stream's ARN; a queue has none", () => {
  expect(tableOfStream(STATUS.eventSourceArn)).toBe("table/111111111111/us-east-1/CrossAccountTest");
  expect(tableOfStream("arn:aws:sqs:us-east-1:111111111111:queue")).toBeUndefined();
});

test.each<[string, object, object]>([
  [
    "that threw",
    {
      requestContext: { requestId: "r", condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
      responseContext: { functionError: "Unhandled" },
    },
    { condition: "RetryAttemptsExhausted", invocations: 3, functionError: "Unhandled", requestId: "r" },
  ],
  [
    "that returned records as failed",
    { requestContext: { requestId: "r" }, responseContext: { functionError: null } },
    { functionError: null, requestId: "r" },
  ],
])("a failed batch of a function %s says why", (_, document, expected) => {
  // Act
  const text = JSON.stringify({ timestamp: "t", DDBStreamBatchInfo: { batchSize: 2 }, ...document });
  // Assess
  expect(readFailure("key", text)).toEqual(
    expect.objectContaining({ key: "key", at: "t", records: 2, ...expected }),
  );
});

test("a batch that grew too old has no function to ask, and a foreign object is shown for what it is", () => {
  // Act
  const old = readFailure(
    "key",
    JSON.stringify({ requestContext: { requestId: "made up", condition: "RecordAgeExceeded" } }),
  );
  const foreign = readFailure("key", "not JSON");
  // Assess
  expect(old).toEqual({ key: "key", at: "", records: 0, condition: "RecordAgeExceeded", invocations: 0 });
  expect(foreign).toEqual({ key: "key", at: "", records: 0, condition: "unknown", invocations: 0 });
});
