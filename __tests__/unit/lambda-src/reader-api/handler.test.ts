import { DynamoDBClient, DynamoDBServiceException, ScanCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { AssumeRoleDenied } from "../../../../lambda-src/cross-account/errors";
import { writeToken } from "../../../../lambda-src/reader-api/next-token";
import { type RunOptions, runHandler } from "./support/run-handler";

const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => dynamodb.reset());

const JSON_TYPE = { "content-type": "application/json" };
const INTERNAL_ERROR = {
  statusCode: 500,
  headers: JSON_TYPE,
  body: '{"message":"Internal server error"}',
};
const badRequest = (message: string) => ({
  statusCode: 400,
  headers: JSON_TYPE,
  body: JSON.stringify({ message }),
});

const keyOf = (id: string) => ({ deviceId: { S: id } });
const inputs = () => dynamodb.commandCalls(ScanCommand).map(({ args }) => args[0].input);
const serviceError = (name: string, message: string) =>
  new DynamoDBServiceException({ name, message, $fault: "client", $metadata: {} });

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

  test("comes before the function's time is over", async () => {
    // Prepare
    const times = [3_001, 3_000];
    dynamodb.on(ScanCommand).resolves({ Items: [keyOf("a")], LastEvaluatedKey: keyOf("a") });
    // Act
    const { answer } = await runHandler({}, { remaining: () => times.shift() ?? 0 });
    // Assess
    expect(answer.body).toBe('[{"deviceId":"a"},{"deviceId":"a"}]');
    expect(answer.headers).toHaveProperty("x-next-token");
  });
});

describe("the answer to a bad request", () => {
  test("names every parameter that is wrong, and nothing is read", async () => {
    // Act
    const { answer } = await runHandler({
      pageSize: "0",
      segments: "9",
      projection: "a,a",
      nextToken: "x",
      limit: "1",
    });
    // Assess
    expect(answer).toEqual(
      badRequest(
        '"limit" cannot be given. The parameters are pageSize, segments, projection, nextToken. pageSize must be a whole number from 1 to 10000. segments must be a whole number from 1 to 8. nextToken is not one that this API gave out for this table. Begin again without it. projection "a" and "a" overlap: ask for one of them.',
      ),
    );
    expect(inputs()).toEqual([]);
  });

  test("says so if DynamoDB refuses the key that was in nextToken", async () => {
    // Prepare
    dynamodb
      .on(ScanCommand)
      .rejects(serviceError("ValidationException", "The provided starting key is invalid"));
    // Act
    const { answer } = await runHandler({ nextToken: writeToken([keyOf("a")], ["deviceId"]) });
    // Assess
    expect(answer).toEqual(
      badRequest("nextToken is not one that this API gave out for this table. Begin again without it."),
    );
  });

  test("asks for fewer segments if their positions are too long for a token", async () => {
    // Prepare
    const key = keyOf("k".repeat(2_000));
    dynamodb.on(ScanCommand).resolves({ Items: [key], LastEvaluatedKey: key });
    // Act
    const { answer } = await runHandler({ segments: "4", pageSize: "4" });
    // Assess
    expect(answer).toEqual(
      badRequest(
        "segments: the positions of 4 segments are too long for nextToken. Begin again with fewer segments, or a larger pageSize.",
      ),
    );
  });
});

describe("the answer to what went wrong here", () => {
  test("tells nothing; the log tells which role was refused, and to whom", async () => {
    // Prepare
    const role = "arn:aws:iam::111111111111:role/dynamodb-access-role";
    const caller = "arn:aws:sts::222222222222:assumed-role/other-account-dynamodb-access-lambda-role/reader";
    const reason = `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
    dynamodb.on(ScanCommand).rejects(new AssumeRoleDenied(role, reason));
    // Act
    const { answer, lines } = await runHandler();
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines).toMatchObject([
      {
        level: "ERROR",
        message: "The request was not answered.",
        function_request_id: "request-1",
        error: { name: "AssumeRoleDenied", message: `${role} cannot be assumed: ${reason}` },
      },
      { level: "INFO", status: 500 },
    ]);
  });

  test.each<[string, string, RunOptions["settings"], Error]>([
    ["a refusal", "AccessDeniedException", {}, serviceError("AccessDeniedException", "not authorized")],
    [
      "a missing table",
      "ResourceNotFoundException",
      {},
      serviceError("ResourceNotFoundException", "not found"),
    ],
    [
      "a scan that DynamoDB refuses",
      "ValidationException",
      {},
      serviceError("ValidationException", "no such index"),
    ],
  ])("is the same for %s", async (_, name, settings, error) => {
    // Prepare
    dynamodb.on(ScanCommand).rejects(error);
    // Act
    const { answer, lines } = await runHandler({}, { settings });
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines[0]).toMatchObject({ level: "ERROR", error: { name, message: error.message } });
  });

  test("is the same for a refusal that is not about the key of nextToken", async () => {
    // Prepare: the second page's key is DynamoDB's own.
    const page = { Items: [], LastEvaluatedKey: keyOf("b") };
    dynamodb.on(ScanCommand).resolvesOnce(page).rejects(serviceError("ValidationException", "no such index"));
    // Act
    const { answer } = await runHandler({ nextToken: writeToken([keyOf("a")], ["deviceId"]) });
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
  });

  test("is the same for throttling of a request with nextToken", async () => {
    // Prepare
    dynamodb.on(ScanCommand).rejects(serviceError("ProvisionedThroughputExceededException", "slow down"));
    // Act
    const { answer } = await runHandler({ nextToken: writeToken([keyOf("a")], ["deviceId"]) });
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
  });

  test("is the same if KEY_ATTRIBUTES is wrong; the log says so", async () => {
    // Prepare
    const key = { ...keyOf("a"), number: { N: "1" } };
    dynamodb.on(ScanCommand).resolves({ Items: [key], LastEvaluatedKey: key });
    // Act
    const { answer, lines } = await runHandler();
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines[0]).toMatchObject({
      error: {
        name: "KeyAttributesError",
        message: "The table's key is deviceId, number, KEY_ATTRIBUTES says deviceId.",
      },
    });
  });

  test("is the same for what is thrown and is no error", async () => {
    // Prepare
    dynamodb.on(ScanCommand).callsFake(() => Promise.reject("not today"));
    // Act
    const { answer, lines } = await runHandler();
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines[0]).toMatchObject({
      error: { name: "string", message: "Something other than an Error was thrown." },
    });
  });
});

describe("the log", () => {
  const SECRETS = ["d-secret", "Secret Name", "41.5"];
  const secretItem = { ...keyOf("d-secret"), name: { S: "Secret Name" }, x: { N: "41.5" } };
  const page = { Items: [secretItem], LastEvaluatedKey: keyOf("d-secret") };

  test("has one line for a request", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolvesOnce(page).resolvesOnce(page).resolves({ Items: [] });
    // Act
    const { lines } = await runHandler({ segments: "2" });
    // Assess
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: "INFO",
      message: "Answered",
      service: "reader",
      function_request_id: "request-1",
      status: 200,
      items: 2,
      pages: 4,
      segments: 2,
      durationMs: expect.any(Number),
    });
  });

  test("has one line for a bad request", async () => {
    // Act
    const { lines } = await runHandler({ pageSize: "0" });
    // Assess
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: "INFO", status: 400, items: 0, pages: 0, segments: 0 });
  });

  test("holds nothing of items, keys and tokens", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolves(page);
    // Act
    const { output, answer } = await runHandler({
      pageSize: "2",
      nextToken: writeToken([keyOf("d-secret")], ["deviceId"]),
    });
    // Assess
    const nextToken = String(answer.headers?.["x-next-token"]);
    expect(nextToken).not.toBe("undefined");
    for (const secret of [...SECRETS, nextToken]) expect(output).not.toContain(secret);
  });

  test.each<[string, Error]>([
    [
      "what hangs on an error",
      Object.assign(new RangeError("refused", { cause: secretItem }), { Item: secretItem }),
    ],
    [
      "text that cannot be read, which Node quotes",
      new SyntaxError(`Unexpected token, "${"Secret Name"}" is not valid JSON`),
    ],
  ])("holds nothing of %s", async (_, error) => {
    // Prepare
    dynamodb.on(ScanCommand).rejects(error);
    // Act
    const { output, lines } = await runHandler();
    // Assess
    expect(lines[0]).toMatchObject({ level: "ERROR", error: { name: error.name } });
    for (const secret of SECRETS) expect(output).not.toContain(secret);
  });
});
