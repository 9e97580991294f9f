import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { LOG_QUERIES } from "../../../../alarms/queries/list";
import { logQueriesOf, queryText } from "../../../../alarms/queries/queries-of";
import { CROSS_ACCOUNT } from "../../config/sample";
import { environmentWith } from "../support/environment-with";
import { metered } from "../support/metered";
import { fieldsIn } from "./fields-in";
import {
  accountSwitcherLines,
  PLATFORM_REPORT,
  readerApiLines,
  streamHandlerLines,
  usageMeterLines,
} from "./logged-lines";

/** The names of the fields of a line, those of fields in it included: `error.name`. */
function namesIn(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [prefix];
  return Object.entries(value).flatMap(([key, one]) => namesIn(one, prefix ? `${prefix}.${key}` : key));
}

const sts = mockClient(STSClient);
const dynamodb = mockClient(DynamoDBClient);
const denial = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
beforeEach(() => {
  sts.reset();
  dynamodb.reset();
  sts.onAnyCommand().rejects(denial);
  dynamodb.onAnyCommand().rejects(denial);
});

describe("every field of a query is in a line that is really logged", () => {
  let logged: Readonly<Record<string, readonly string[]>>;
  beforeEach(async () => {
    const lines = {
      "stream-handler": await streamHandlerLines(),
      "reader-api": await readerApiLines(),
      "account-switcher": await accountSwitcherLines(),
      "usage-meter": await usageMeterLines(),
    };
    logged = Object.fromEntries(
      Object.entries(lines).map(([part, some]) => [
        part,
        [...some, PLATFORM_REPORT].flatMap((line) => namesIn(line)),
      ]),
    );
  });

  test.each(LOG_QUERIES)("$id", (query) => {
    // Act
    const fields = fieldsIn(queryText(query));

    // Assess
    const unknown = query.over.map((part) => fields.filter((field) => !logged[part]?.includes(field)));
    expect(unknown.flat()).toEqual([]);
    expect(fields).not.toEqual([]);
  });

  test("a field that nobody logs would be noticed", () => {
    // Act
    const fields = fieldsIn('fields @timestamp, error.nam\n| filter level = "ERROR"');

    // Assess
    expect(fields).toEqual(["error.nam", "level"]);
    expect(logged["stream-handler"]).not.toContain("error.nam");
  });

  test("what a query compares a message with is the message of such a line", async () => {
    // Prepare
    const lines = [await streamHandlerLines(), await readerApiLines(), await usageMeterLines()].flat();
    const messages = lines.map(({ message }) => message);

    // Act
    const compared = LOG_QUERIES.flatMap(({ lines }) =>
      lines.flatMap((line) => /message = "([^"]+)"/.exec(line)?.[1] ?? []),
    );

    // Assess
    expect(compared).toHaveLength(3);
    expect(compared.filter((text) => !messages.includes(text))).toEqual([]);
  });
});

test("names have the function for their folder; the logs are those of the consumer's functions", () => {
  // Act
  const queries = logQueriesOf(environmentWith({ ...CROSS_ACCOUNT, ...metered() }), "handler");

  // Assess
  const all = ["/aws/lambda/handler", "/aws/lambda/reader", "/aws/lambda/switcher", "/aws/lambda/meter"];
  expect(queries.map(({ name, logGroups }) => [name, logGroups])).toEqual([
    ["handler/failed-changes", ["/aws/lambda/handler"]],
    ["handler/errors-by-hour", all],
    ["handler/one-change", ["/aws/lambda/handler"]],
    ["handler/one-invocation", all],
    ["handler/denials", all],
    ["handler/replays", ["/aws/lambda/handler"]],
    ["handler/slowest-invocations", all],
    ["handler/starts-and-memory", all],
    ["handler/ledger-conflicts", ["/aws/lambda/meter"]],
    ["handler/api-requests", ["/aws/lambda/reader"]],
  ]);
});

test("a consumer without a reader API and a usage meter has no query about them", () => {
  // Act
  const names = logQueriesOf(environmentWith({}), "handler").map(({ id }) => id);

  // Assess
  expect(names).toHaveLength(LOG_QUERIES.length - 2);
  expect(names).not.toContain("api-requests");
  expect(names).not.toContain("ledger-conflicts");
});

test.each([
  { edits: {}, count: 8 },
  { edits: { "consumers.handler.logQueries": false }, count: 0 },
  { edits: { "consumers.handler.alarms": false }, count: 0 },
  { edits: { "consumers.handler.alarms": false, "consumers.handler.logQueries": true }, count: 8 },
  { edits: { sandbox: true }, count: 0 },
  { edits: { sandbox: true, "consumers.handler.alarms": true }, count: 8 },
])("with $edits, $count queries", ({ edits, count }) => {
  expect(logQueriesOf(environmentWith(edits), "handler")).toHaveLength(count);
});

test("CloudWatch takes names of 255 characters and queries of 10,000", () => {
  // Prepare
  const environment = environmentWith({
    "consumers.handler.function.name": "f".repeat(64),
    "consumers.handler.failureBucketName": "failures",
  });

  // Act
  const queries = logQueriesOf(environment, "handler");

  // Assess
  expect(Math.max(...queries.map(({ name }) => name.length))).toBeLessThanOrEqual(255);
  expect(Math.max(...queries.map(({ text }) => text.length))).toBeLessThanOrEqual(10_000);
});
