import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { writeToken } from "../../../../lambda-src/reader-api/next-token";
import { INTERNAL_ERROR, JSON_TYPE, keyOf } from "./support/answers";
import { runHandler } from "./support/run-handler";

const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => dynamodb.reset());

const inputs = () => dynamodb.commandCalls(ScanCommand).map(({ args }) => args[0].input);

describe("the answer", () => {
  test("is 200 with a JSON array of plain items", async () => {
    // Prepare
    const item = { ...keyOf("d0002"), name: { S: "Fooooooo" }, serial: { N: "12345678901234567" } };
    dynamodb.on(ScanCommand).resolves({ Items: [item] });
    // Act
    const { answer } = await runHandler();
    // Assess
    expect(answer).toEqual({
      statusCode: 200,
      headers: JSON_TYPE,
      body: '[{"deviceId":"d0002","name":"Fooooooo","serial":12345678901234567}]',
    });
    expect(inputs()).toEqual([
      { TableName: "access-sample-table", TotalSegments: 1, Segment: 0, Limit: 10_000 },
    ]);
  });

  test.each([
    ["an empty table", { Items: [] }],
    ["an answer without items", {}],
  ])("is an empty array for %s", async (_, page) => {
    // Prepare
    dynamodb.on(ScanCommand).resolves(page);
    // Act
    const { answer } = await runHandler();
    // Assess
    expect(answer).toEqual({ statusCode: 200, headers: JSON_TYPE, body: "[]" });
  });

  test("holds all pages of the scan", async () => {
    // Prepare
    dynamodb
      .on(ScanCommand)
      .resolvesOnce({ Items: [keyOf("a")], LastEvaluatedKey: keyOf("a") })
      .resolvesOnce({ Items: [], LastEvaluatedKey: keyOf("b") })
      .resolves({ Items: [keyOf("c")] });
    // Act
    const { answer } = await runHandler();
    // Assess
    expect(answer).toEqual({
      statusCode: 200,
      headers: JSON_TYPE,
      body: '[{"deviceId":"a"},{"deviceId":"c"}]',
    });
    expect(inputs().map(({ ExclusiveStartKey }) => ExclusiveStartKey)).toEqual([
      undefined,
      keyOf("a"),
      keyOf("b"),
    ]);
  });

  test("names where to go on, in a header, where there is more; the next answer goes on there", async () => {
    // Prepare
    const page = { Items: [keyOf("a")], LastEvaluatedKey: keyOf("a") };
    dynamodb
      .on(ScanCommand)
      .resolvesOnce(page)
      .resolves({ Items: [keyOf("b")] });
    // Act
    const first = await runHandler({ pageSize: "1" });
    const nextToken = String(first.answer.headers?.["x-next-token"]);
    const second = await runHandler({ pageSize: "1", nextToken });
    // Assess
    expect(first.answer).toEqual({
      statusCode: 200,
      headers: { ...JSON_TYPE, "x-next-token": writeToken([keyOf("a")], ["deviceId"]) },
      body: '[{"deviceId":"a"}]',
    });
    expect(second.answer).toEqual({ statusCode: 200, headers: JSON_TYPE, body: '[{"deviceId":"b"}]' });
    expect(inputs().map(({ Limit, ExclusiveStartKey }) => [Limit, ExclusiveStartKey])).toEqual([
      [1, undefined],
      [1, keyOf("a")],
    ]);
  });

  test("scans as many segments at once as were asked for", async () => {
    // Prepare
    dynamodb.on(ScanCommand).callsFake(({ Segment }) => ({ Items: [keyOf(`s${Segment}`)] }));
    // Act
    const { answer } = await runHandler({ segments: "3", pageSize: "300" });
    // Assess
    expect(answer.body).toBe('[{"deviceId":"s0"},{"deviceId":"s1"},{"deviceId":"s2"}]');
    expect(inputs().map(({ Segment, TotalSegments, Limit }) => [Segment, TotalSegments, Limit])).toEqual([
      [0, 3, 100],
      [1, 3, 100],
      [2, 3, 100],
    ]);
  });

  test("has the attributes that were asked for, and not the key that DynamoDB is asked for as well", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolves({ Items: [{ name: { S: "x" }, ...keyOf("a") }, keyOf("b")] });
    // Act
    const { answer } = await runHandler({ projection: "name,tags[0]" });
    // Assess
    expect(answer.body).toBe('[{"name":"x"},{}]');
    expect(inputs()).toMatchObject([
      {
        ProjectionExpression: "#n0,#n1[0],#n2",
        ExpressionAttributeNames: { "#n0": "name", "#n1": "tags", "#n2": "deviceId" },
      },
    ]);
  });

  test("has the key if it was asked for", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolves({ Items: [keyOf("a")] });
    // Act
    const { answer } = await runHandler({ projection: "deviceId" });
    // Assess
    expect(answer.body).toBe('[{"deviceId":"a"}]');
  });

  test("stays below what Lambda can send, and goes on after the last item that found room", async () => {
    // Prepare: quotation marks take four bytes where Lambda sends them.
    const items = Array.from({ length: 15 }, (_, index) => ({
      ...keyOf(`d${index}`),
      text: { S: '"'.repeat(100_000) },
    }));
    dynamodb.on(ScanCommand).resolves({ Items: items });
    // Act
    const { answer } = await runHandler();
    // Assess
    expect(JSON.parse(String(answer.body))).toHaveLength(13);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6_000_000);
    expect(answer.headers?.["x-next-token"]).toBe(writeToken([keyOf("d12")], ["deviceId"]));
  });

  test("gives up a call that is under way a second before the function's time is over", async () => {
    // Prepare
    dynamodb.on(ScanCommand).callsFake(() => new Promise(() => undefined));
    // Act
    const { answer, lines } = await runHandler({}, { remaining: () => 1_020 });
    // Assess
    const [, options] = dynamodb.send.firstCall.args as unknown[];
    expect((options as { abortSignal: AbortSignal }).abortSignal.aborted).toBe(true);
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines[0]).toMatchObject({
      error: {
        name: "TimeoutError",
        message: "The function's time is nearly over, and AWS has not answered.",
      },
    });
  });

  test("comes before the function's time is over", async () => {
    // Prepare
    // What is left when a page is asked for, and when another round is thought of.
    const times = [3_001, 3_001, 3_001, 3_000];
    dynamodb.on(ScanCommand).resolves({ Items: [keyOf("a")], LastEvaluatedKey: keyOf("a") });
    // Act
    const { answer } = await runHandler({}, { remaining: () => times.shift() ?? 0 });
    // Assess
    expect(answer.body).toBe('[{"deviceId":"a"},{"deviceId":"a"}]');
    expect(answer.headers).toHaveProperty("x-next-token");
  });
});
