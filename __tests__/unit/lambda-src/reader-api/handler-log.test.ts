import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { writeToken } from "../../../../lambda-src/reader-api/next-token";
import { keyOf } from "./support/answers";
import { runHandler } from "./support/run-handler";

const dynamodb = mockClient(DynamoDBClient);
beforeEach(() => dynamodb.reset());

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
      message: "Request completed",
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
      new SyntaxError('Unexpected token, "Secret Name" is not valid JSON'),
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
