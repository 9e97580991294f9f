import type { ReaderHandler } from "../../../../lambda-src/reader-api/create-handler";
import { captured, linesOf } from "../support/captured";
import { LocalAws } from "./support/local-aws";
import { eventWith, invocation } from "./support/run-handler";

const before = { ...process.env };
let aws: LocalAws;

beforeEach(async () => {
  aws = await LocalAws.start();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "AKIAFUNCTION",
    AWS_SECRET_ACCESS_KEY: "function-secret",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL: aws.url,
    POWERTOOLS_SERVICE_NAME: "reader",
    SOURCE_ACCOUNT_ID: "111111111111",
    ACCESS_ROLE_NAME: "dynamodb-access-role",
    TABLE_NAME: "access-sample-table",
    KEY_ATTRIBUTES: '["deviceId"]',
  });
});

afterEach(async () => {
  process.env = { ...before };
  await aws.stop();
});

/** The function as Lambda loads it for a cold start. */
function loadHandler(): ReaderHandler {
  let handler: ReaderHandler | undefined;
  jest.isolateModules(() => {
    handler = require("../../../../lambda-src/reader-api/index").handler;
  });
  if (handler) return handler;
  throw new Error("The module exports no handler.");
}

const invoke = async () => {
  const handler = loadHandler();
  return (parameters?: Record<string, string>) => handler(eventWith(parameters), invocation());
};

describe("the function", () => {
  test("assumes the role once, and reads with its credentials: a warm request makes no call to STS", async () => {
    // Prepare
    aws.scanAnswer = '{"Items":[{"deviceId":{"S":"d0002"},"n":{"N":"12345678901234567"},"b":{"B":"AAE="}}]}';
    // Act
    const { result, output } = await captured(async () => {
      const request = await invoke();
      return [await request(), await request(), await request({ segments: "2" })];
    });
    // Assess
    const item = '{"deviceId":"d0002","n":12345678901234567,"b":"AAE="}';
    expect(result.map(({ body }) => body)).toEqual([`[${item}]`, `[${item}]`, `[${item},${item}]`]);
    expect(aws.calls).toEqual([
      { action: "AssumeRole", accessKey: "AKIAFUNCTION" },
      ...Array(4).fill({ action: "Scan", accessKey: "ASIAROLE" }),
    ]);
    for (const secret of ["ASIAROLE", "role-secret", "role-token", "function-secret"]) {
      expect(output).not.toContain(secret);
    }
  });

  test("asks for the role of its settings", async () => {
    // Prepare
    Object.assign(process.env, { EXTERNAL_ID: "shared-word", SESSION_DURATION_SECONDS: "1200" });
    // Act
    await captured(async () => (await invoke())());
    // Assess
    const asked = Object.fromEntries(new URLSearchParams(aws.bodies[0]));
    expect(asked).toMatchObject({
      Action: "AssumeRole",
      RoleArn: "arn:aws:iam::111111111111:role/dynamodb-access-role",
      ExternalId: "shared-word",
      DurationSeconds: "1200",
    });
  });

  test("leaves out attributes named __proto__, which pollute no prototype, and returns all others", async () => {
    // Prepare
    const odd =
      '{"deviceId":{"S":"a"},"__proto__":{"M":{"polluted":{"S":"yes"}}},"m":{"M":{"__proto__":{"M":{"polluted":{"S":"yes"}}},"x":{"N":"2"}}},"constructor":{"NULL":true}}';
    aws.scanAnswer = `{"Items":[${odd},{"deviceId":{"S":"__proto__"},"item":{"N":"1"}}],"LastEvaluatedKey":{"deviceId":{"S":"a"}}}`;
    const properties = Object.getOwnPropertyNames(Object.prototype);
    // Act
    const { result } = await captured(async () => (await invoke())({ pageSize: "2" }));
    // Assess
    expect(result.body).toBe(
      '[{"deviceId":"a","m":{"x":2},"constructor":null},{"deviceId":"__proto__","item":1}]',
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(properties);
    expect({}).not.toHaveProperty("polluted");
    expect(result.headers).toHaveProperty("x-next-token");
  });

  test("assumes nothing for a bad request", async () => {
    // Act
    const { result } = await captured(async () => (await invoke())({ pageSize: "0" }));
    // Assess
    expect(result.statusCode).toBe(400);
    expect(aws.calls).toEqual([]);
  });

  test("answers 500 while the role is refused, and reads as soon as it is given", async () => {
    // Prepare
    aws.trusts = false;
    // Act
    const { result, output } = await captured(async () => {
      const request = await invoke();
      const refused = await request();
      aws.trusts = true;
      return [refused, await request()];
    });
    // Assess
    expect(result.map(({ statusCode, body }) => [statusCode, body])).toEqual([
      [500, '{"message":"Internal server error"}'],
      [200, "[]"],
    ]);
    expect(linesOf(output)[0]).toMatchObject({
      level: "ERROR",
      error: {
        name: "AssumeRoleDenied",
        message:
          "arn:aws:iam::111111111111:role/dynamodb-access-role cannot be assumed: CALLER may not assume ROLE",
      },
    });
  });

  test("reads on in the same request after the role was deleted and made again", async () => {
    // Prepare
    const { result, output } = await captured(async () => {
      const request = await invoke();
      await request();
      Object.assign(aws, { roleKey: "ASIAANEW", liveKey: "ASIAANEW" });
      aws.calls.length = 0;
      // Act
      return [await request({ segments: "8" }), await request()];
    });
    // Assess
    expect(result.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(aws.calls.filter(({ action }) => action === "AssumeRole")).toHaveLength(1);
    expect(aws.calls.map(({ accessKey }) => accessKey).sort()).toEqual([
      "AKIAFUNCTION",
      ...Array(9).fill("ASIAANEW"),
      ...Array(8).fill("ASIAROLE"),
    ]);
    expect(linesOf(output).map(({ level }) => level)).toEqual(["INFO", "INFO", "INFO"]);
  });

  test("answers 500 if the new session is refused, too, and reads in the next request with a third", async () => {
    // Prepare
    const { result, output } = await captured(async () => {
      const request = await invoke();
      await request();
      Object.assign(aws, { roleKey: "ASIATOOSOON", liveKey: "none yet" });
      // Act
      const refused = await request();
      Object.assign(aws, { roleKey: "ASIAREADY", liveKey: "ASIAREADY" });
      return [refused, await request()];
    });
    // Assess
    expect(result.map(({ statusCode }) => statusCode)).toEqual([500, 200]);
    expect(linesOf(output)[1]).toMatchObject({
      level: "ERROR",
      error: {
        name: "UnrecognizedClientException",
        message: "The security token included in the request is invalid.",
      },
    });
  });

  test("answers in time although STS does not answer, and before the call is tried again", async () => {
    // Prepare
    aws.answered = 0;
    const handler = loadHandler();
    // Act
    const { result, output } = await captured(() =>
      handler(
        eventWith({}),
        invocation(() => 1_500),
      ),
    );
    // Assess
    expect(result.statusCode).toBe(500);
    expect(linesOf(output)[0]).toMatchObject({ level: "ERROR", error: { name: "TimeoutError" } });
    expect(aws.calls.map(({ action }) => action)).toEqual(["AssumeRole"]);
  });

  test("returns what it has read if DynamoDB then stops answering", async () => {
    // Prepare: the role, and one page.
    aws.answered = 2;
    aws.scanAnswer = '{"Items":[{"deviceId":{"S":"a"}}],"LastEvaluatedKey":{"deviceId":{"S":"a"}}}';
    const handler = loadHandler();
    const times = [29_000, 4_000, 1_100];
    // Act
    const { result } = await captured(() =>
      handler(
        eventWith({}),
        invocation(() => times.shift() ?? 1_100),
      ),
    );
    // Assess
    expect([result.statusCode, result.body]).toEqual([200, '[{"deviceId":"a"}]']);
    expect(result.headers).toHaveProperty("x-next-token");
  });

  test("does not start with wrong settings", () => {
    // Prepare
    delete process.env.TABLE_NAME;
    // Assess
    expect(loadHandler).toThrow(
      "Fix the function's environment variables: TABLE_NAME must be the plain name of a table, 3 to 255 of A-Z a-z 0-9 _.-",
    );
  });

  test("does not start with settings that the layer refuses", () => {
    // Prepare
    process.env.EXTERNAL_ID = "x";
    // Assess
    expect(loadHandler).toThrow(
      "externalId must have 2 to 1224 letters, digits and characters of _+=,.@:/-.",
    );
  });
});
