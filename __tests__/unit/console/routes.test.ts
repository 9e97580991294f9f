import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { loadEnvironment } from "../../../config/load-environment";
import { ChangeJournal } from "../../../console/changes/journal";
import type { Clients } from "../../../console/clients";
import type { Picture } from "../../../console/model";
import { outlineOf } from "../../../console/outline";
import { RevokedPolicies } from "../../../console/revoked-policies";
import { routesOf } from "../../../console/routes";
import type { StreamPolicies } from "../../../console/stream-policies";

const TABLE = "table/111111111111/us-east-1/CrossAccountTest";
const dynamodb = mockClient(DynamoDBClient);
const folder = mkdtempSync(join(tmpdir(), "console-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => dynamodb.reset());

function routes(picture: Picture = outlineOf(loadEnvironment("sandbox"))) {
  const done: string[] = [];
  const journal = new ChangeJournal();
  const { post, get } = routesOf({
    clients: { of: () => ({ dynamodb: new DynamoDBClient({ region: "us-east-1" }) }) } as unknown as Clients,
    journal,
    policies: {
      revoke: async ({ name }) => void done.push(`revoked ${name}`),
      restore: async ({ name }) => void done.push(`returned ${name}`),
    } as StreamPolicies,
    redrive: async ({ consumer }, key) => {
      done.push(`re-driven ${consumer} ${key ?? "all"}`);
      return { done: 1, left: 0, lines: ["a line"] };
    },
    explain: async ({ consumer }, { name }, action) => `${consumer} ${name} ${action}`,
    picture: () => picture,
    look: async () => void done.push("looked"),
    live: () => {},
  });
  const call = (path: string, body: unknown) => (post[path] ?? fail)(body);
  const ask = async (path: string, query: Record<string, string>) =>
    (get[path] ?? fail)(new URLSearchParams(query));
  return { call, ask, done, journal };
}

async function fail(): Promise<never> {
  throw new Error("no such route");
}

test("an item is put as it was written, and noted", async () => {
  // Prepare
  dynamodb.on(PutItemCommand).resolves({});
  const { call, journal } = routes();
  // Act
  await call("/api/put", { table: TABLE, item: '{"id": "a", "n": 1}' });
  // Assess
  expect(dynamodb.commandCalls(PutItemCommand).map(({ args }) => args[0].input)).toEqual([
    { TableName: "CrossAccountTest", Item: { id: { S: "a" }, n: { N: "1" } }, ReturnValues: "ALL_OLD" },
  ]);
  expect(journal.all()).toEqual([expect.objectContaining({ label: "id = a", state: "written", own: true })]);
});

test("an item that is there already changes nothing; one that DynamoDB refuses is noted as refused", async () => {
  // Prepare
  const { call, journal } = routes();
  dynamodb
    .on(PutItemCommand)
    .resolvesOnce({ Attributes: { id: { S: "a" } } })
    .rejectsOnce(new Error("too large"));
  // Act
  await call("/api/put", { table: TABLE, item: '{"id": "a"}' });
  await expect(call("/api/put", { table: TABLE, item: '{"id": "a"}' })).rejects.toThrow("too large");
  // Assess
  expect(journal.all().map(({ state, reason }) => [state, reason])).toEqual([
    ["unchanged", undefined],
    ["refused", "too large"],
  ]);
});

test("after a change of a policy the picture is looked at again", async () => {
  // Prepare
  const { call, done } = routes();
  // Act
  await call("/api/policy/revoke", { table: TABLE });
  await call("/api/policy/return", { table: TABLE });
  // Assess
  expect(done).toEqual(["revoked CrossAccountTest", "looked", "returned CrossAccountTest", "looked"]);
});

test.each<[string, string, unknown, RegExp]>([
  [
    "a table of another environment",
    "/api/put",
    { table: "table/1/eu/Other", item: "{}" },
    /The environment has no/,
  ],
  ["no table", "/api/policy/revoke", {}, /The request is not as it must be/],
  [
    "more than is asked for",
    "/api/policy/revoke",
    { table: TABLE, more: 1 },
    /The request is not as it must be/,
  ],
  [
    "an item without its key",
    "/api/put",
    { table: TABLE, item: '{"n": 1}' },
    /The item lacks id \(S\) of the key/,
  ],
  [
    "a key of another type",
    "/api/delete",
    { table: TABLE, keys: { id: { N: "1" } } },
    /The item lacks id \(S\)/,
  ],
])("%s is refused, and nothing is done", async (_, path, body, message) => {
  // Prepare
  const { call, done, journal } = routes();
  // Act
  const outcome = call(path, body);
  // Assess
  await expect(outcome).rejects.toThrow(message);
  expect([done, journal.all(), dynamodb.calls()]).toEqual([[], [], []]);
});

test("failed batches are handed over, one or all, and the picture is looked at again", async () => {
  // Prepare
  const { call, done } = routes();
  const bucket = outlineOf(loadEnvironment("sandbox")).buckets[0]?.id;
  // Act
  const outcome = await call("/api/redrive", { bucket });
  await call("/api/redrive", { bucket, key: "aws/lambda/one" });
  const other = call("/api/redrive", { bucket: "other" });
  // Assess
  await expect(other).rejects.toThrow("The environment has no other.");
  expect(outcome).toEqual({ done: 1, left: 0, lines: ["a line"] });
  expect(done).toEqual(["re-driven handler all", "looked", "re-driven handler aws/lambda/one", "looked"]);
});

test("a denial is explained; a mapping that is not denied has nothing to explain", async () => {
  // Prepare
  const outline = outlineOf(loadEnvironment("sandbox"));
  const denial = { aws: "User: …", plain: "…", action: "dynamodb:GetRecords" };
  const mappings = outline.mappings.map((mapping) => ({ ...mapping, denial }));
  const id = outline.mappings[0]?.id ?? "";
  // Act
  const text = await routes({ ...outline, mappings }).ask("/api/explanation", { mapping: id });
  const none = routes(outline).ask("/api/explanation", { mapping: id });
  // Assess
  expect(text).toEqual({ text: "handler CrossAccountTest dynamodb:GetRecords" });
  await expect(none).rejects.toThrow("is not denied any more");
});

test("a function or bucket of another environment is refused", async () => {
  // Prepare
  const { ask } = routes();
  // Assess
  await expect(ask("/api/log", { function: "other" })).rejects.toThrow("The environment has no other.");
  await expect(ask("/api/failures", { bucket: "other" })).rejects.toThrow("The environment has no other.");
});

test("a policy that was revoked is found by the next console, and only its owner can read it", () => {
  // Prepare
  const file = join(folder, "run", "revoked.json");
  // Act
  const revoked = new RevokedPolicies(file);
  revoked.keep("stream-1", "policy 1");
  revoked.keep("stream-2", "policy 2");
  revoked.forget("stream-1");
  const next = new RevokedPolicies(file);
  // Assess
  expect([next.of("stream-1"), next.of("stream-2")]).toEqual([undefined, "policy 2"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
