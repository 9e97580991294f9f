import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../../config/paths";
import { onChange } from "../../../examples/put-events/on-change";
import { runOnChange, testTable } from "../../../lambda-src/stream-handler/testing";

const eventBridge = mockClient(EventBridgeClient);
const orders = testTable({ keys: ["orderId"] });

beforeEach(() => {
  eventBridge.reset();
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] });
});

test("each change becomes an event", async () => {
  // Prepare
  jest.replaceProperty(process, "env", { ...process.env, EVENT_BUS_NAME: "order-events" });
  const records = [
    orders.insert({ orderId: "1", total: 12 }),
    orders.remove({ orderId: 12345678901234567890n }),
  ];

  // Act
  const { errors } = await runOnChange(onChange, records);

  // Assess
  const entries = eventBridge
    .commandCalls(PutEventsCommand)
    .flatMap(({ args: [command] }) => command.input.Entries ?? []);
  expect(errors).toEqual([]);
  expect(entries.map(({ EventBusName, DetailType }) => [EventBusName, DetailType])).toEqual([
    ["order-events", "INSERT"],
    ["order-events", "REMOVE"],
  ]);
  expect(entries.map(({ Detail }) => JSON.parse(Detail ?? "").keys)).toEqual([
    { orderId: "1" },
    { orderId: "12345678901234567890" },
  ]);
});

test.each([
  [
    "an event that the bus does not take",
    { FailedEntryCount: 1, Entries: [{ ErrorCode: "InternalFailure" }] },
  ],
])("%s makes Lambda send the change again", async (_what, answer) => {
  // Prepare
  eventBridge.on(PutEventsCommand).resolves(answer);
  const record = orders.insert({ orderId: "1" });

  // Act
  const { retriedFrom, errors } = await runOnChange(onChange, [record]);

  // Assess
  expect(retriedFrom).toBe(record.dynamodb?.SequenceNumber);
  expect(errors).toEqual([new Error("EventBridge took no event: InternalFailure")]);
});

test("the recipe shows this code, and the settings of example.yaml", () => {
  // Prepare
  const read = (file: string) => readFileSync(join(PROJECT_ROOT, file), "utf8");
  const recipe = read("docs/recipes/put-events.md");

  // Act
  const [code, settings] = ["ts", "yaml"].map(
    (language) => recipe.split(`\`\`\`${language}\n`)[1]?.split("```")[0] ?? "",
  );

  // Assess
  expect(code).toBe(
    read("examples/put-events/on-change.ts").replaceAll("../../lambda-src/stream-handler/", "./"),
  );
  const { function: shown } = parse(settings ?? "");
  const { consumers } = parse(read("__tests__/fixtures/environments/example.yaml"));
  expect(consumers["order-events"].function).toMatchObject({ environment: shown.environment });
  expect(shown.permissions).toEqual(consumers["order-events"].function.permissions);
});
