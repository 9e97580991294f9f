import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { AssumeRoleDenied } from "../../../../lambda-src/cross-account/errors";
import { writeToken } from "../../../../lambda-src/reader-api/next-token";
import { badRequest, INTERNAL_ERROR, JSON_TYPE, keyOf, serviceError } from "./support/answers";
import { runHandler } from "./support/run-handler";

const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => dynamodb.reset());

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
        '"limit": unknown parameter. The parameters are pageSize, segments, projection, nextToken. pageSize must be a whole number from 1 to 10000. segments must be a whole number from 1 to 8. nextToken was not issued by this API for this table. Start again without it. projection "a" and "a" overlap: ask for one of them.',
      ),
    );
    expect(dynamodb.calls()).toEqual([]);
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
      badRequest("nextToken was not issued by this API for this table. Start again without it."),
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
        "segments: the positions of 4 segments do not fit into nextToken. Start again with fewer segments or a larger pageSize.",
      ),
    );
  });
});

describe("the answer to an item that is too large", () => {
  const large = { ...keyOf("b"), text: { S: "x".repeat(200) } };
  const message =
    "The next item takes 235 bytes as JSON, but an answer holds only 200. Ask for some of its attributes with projection.";

  test("is 413 with the remedy, and no error in the log", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolves({ Items: [large] });
    // Act
    const { answer, lines } = await runHandler({}, { maxBytes: 200 });
    // Assess
    expect(answer).toEqual({ statusCode: 413, headers: JSON_TYPE, body: JSON.stringify({ message }) });
    expect(lines).toMatchObject([{ level: "INFO", message: "Request completed", status: 413 }]);
  });

  test("comes after the items before it, which are returned first", async () => {
    // Prepare
    const nextToken = writeToken([keyOf("a")], ["deviceId"]);
    dynamodb
      .on(ScanCommand)
      .resolves({ Items: [keyOf("a"), large] })
      .on(ScanCommand, { ExclusiveStartKey: keyOf("a") })
      .resolves({ Items: [large] });
    // Act
    const first = await runHandler({}, { maxBytes: 200 });
    const second = await runHandler({ nextToken }, { maxBytes: 200 });
    // Assess
    expect([first.answer.statusCode, first.answer.body]).toEqual([200, '[{"deviceId":"a"}]']);
    expect(first.answer.headers).toMatchObject({ "x-next-token": nextToken });
    expect(second.answer.statusCode).toBe(413);
  });

  test("is 200 if what is asked for of it fits", async () => {
    // Prepare
    dynamodb.on(ScanCommand).resolves({ Items: [keyOf("b")] });
    // Act
    const { answer } = await runHandler({ projection: "deviceId" }, { maxBytes: 200 });
    // Assess
    expect([answer.statusCode, answer.body]).toEqual([200, '[{"deviceId":"b"}]']);
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
        message: "Request failed",
        function_request_id: "request-1",
        error: { name: "AssumeRoleDenied", message: `${role} cannot be assumed: ${reason}` },
      },
      { level: "INFO", status: 500 },
    ]);
  });

  test.each([
    ["a refusal", serviceError("AccessDeniedException", "not authorized"), "not authorized"],
    ["a missing table", serviceError("ResourceNotFoundException", "not found"), "not found"],
    [
      "a scan that DynamoDB refuses",
      serviceError("ValidationException", "One or more parameter values were invalid: Secret Name"),
      "One or more parameter values were invalid",
    ],
    [
      "a refusal that quotes an item",
      serviceError("ValidationException", "The value Secret Name is no number"),
      "Not logged: it may quote data.",
    ],
  ])("is the same for %s", async (_, error, message) => {
    // Prepare
    dynamodb.on(ScanCommand).rejects(error);
    // Act
    const { answer, lines } = await runHandler();
    // Assess
    expect(answer).toEqual(INTERNAL_ERROR);
    expect(lines[0]).toMatchObject({ level: "ERROR", error: { name: error.name, message } });
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
        message: "The table's key is deviceId, number, but KEY_ATTRIBUTES is deviceId.",
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
