import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { runSwitcher } from "./run-switcher";

const sts = mockClient(STSClient);
const s3 = mockClient(S3Client);
const dynamodb = mockClient(DynamoDBClient);

const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/external-role`;
const SECRETS = {
  AccessKeyId: "ASIAEXAMPLEEXAMPLE00",
  SecretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  SessionToken: `FwoGZXIvYXdzE${"x".repeat(200)}`,
};
const OWN = {
  AWS_ACCESS_KEY_ID: "ASIAOWNOWNOWNOWN0000",
  AWS_SECRET_ACCESS_KEY: "own/secret/own/secret/own/secret/own/sec",
  AWS_SESSION_TOKEN: `Own${"y".repeat(200)}`,
};
const before = Object.keys(OWN).map((name) => [name, process.env[name]] as const);

beforeEach(() => {
  for (const mock of [sts, s3, dynamodb]) mock.reset();
  Object.assign(process.env, OWN);
  sts.on(AssumeRoleCommand).callsFake(async () => ({
    Credentials: { ...SECRETS, Expiration: new Date(Date.now() + 3_600_000) },
  }));
});

afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

/** An error as the clients of the SDK throw it. */
function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode: 403 },
    credentials: SECRETS,
  });
}

/** The lines' levels and messages. */
const told = (lines: readonly Record<string, unknown>[]) =>
  lines.map(({ level, message }) => `${level} ${message}`);

test("by default the function returns its identity in the account", async () => {
  // Prepare
  sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT, Arn: `${ROLE}/s`, UserId: "AROA:s" });
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT });
  // Assess
  expect(answer).toEqual({
    statusCode: 200,
    body: JSON.stringify({ account: ACCOUNT, arn: `${ROLE}/s`, userId: "AROA:s" }),
  });
  expect(lines).toMatchObject([
    { level: "INFO", message: "Assuming role", roleArn: ROLE, action: "get-caller-identity" },
    { level: "INFO", message: "Assumed role", roleArn: ROLE },
    { level: "INFO", message: "Released credentials", roleArn: ROLE },
  ]);
  for (const line of lines) expect(line.function_request_id).toBe("request-1");
});

test("all pages of buckets", async () => {
  // Prepare
  const created = new Date("2026-01-01T00:00:00Z");
  s3.on(ListBucketsCommand)
    .resolvesOnce({
      Buckets: [{ Name: "a", CreationDate: created, BucketRegion: "eu-west-1" }],
      ContinuationToken: "1",
    })
    .resolves({ Buckets: [{ Name: "b" }] });
  // Act
  const { answer } = await runSwitcher({ account_id: ACCOUNT, action: "list-buckets" });
  // Assess
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({
    buckets: [{ name: "a", created: "2026-01-01T00:00:00.000Z", region: "eu-west-1" }, { name: "b" }],
  });
});

test("all pages of tables", async () => {
  // Prepare
  dynamodb
    .on(ListTablesCommand)
    .resolvesOnce({ TableNames: ["a", "b"], LastEvaluatedTableName: "b" })
    .resolves({ TableNames: ["c"] });
  // Act
  const { answer } = await runSwitcher({ account_id: ACCOUNT, action: "list-tables" });
  // Assess
  expect(answer).toEqual({ statusCode: 200, body: '{"tables":["a","b","c"]}' });
});

test("the role is assumed with external ID and duration, and again for each event", async () => {
  // Prepare
  sts.on(GetCallerIdentityCommand).resolves({});
  // Act
  await runSwitcher({ account_id: ACCOUNT }, { externalId: "one", durationSeconds: 900 });
  await runSwitcher({ account_id: ACCOUNT }, { externalId: "one", durationSeconds: 900 });
  // Assess
  const inputs = sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input);
  expect(inputs).toHaveLength(2);
  expect(inputs).toMatchObject([
    { RoleArn: ROLE, ExternalId: "one", DurationSeconds: 900 },
    { RoleArn: ROLE },
  ]);
});

test.each([
  ["no event", null, "Missing account_id"],
  ["an event that is not an object", "123456789012", "Missing account_id"],
  ["no account_id", {}, "Missing account_id"],
  ["an empty account_id", { account_id: "" }, "Missing account_id"],
  ["a number", { account_id: 123456789012 }, "Invalid account ID format"],
  ["eleven digits", { account_id: "12345678901" }, "Invalid account ID format"],
  ["letters", { account_id: "12345678901a" }, "Invalid account ID format"],
  ["a line break", { account_id: `${ACCOUNT}\n` }, "Invalid account ID format"],
])("%s is refused, and no role is assumed", async (_, event, body) => {
  // Act
  const { answer, lines } = await runSwitcher(event);
  // Assess
  expect(answer).toEqual({ statusCode: 400, body });
  expect(told(lines)).toEqual(["WARN Invalid event"]);
  expect(sts.calls()).toHaveLength(0);
});

test.each(["delete-everything", "constructor", `a${"-".repeat(62)}`])(
  "the action %p is unknown, and no role is assumed",
  async (action) => {
    // Act
    const { answer } = await runSwitcher({ account_id: ACCOUNT, action });
    // Assess
    expect(answer).toEqual({
      statusCode: 400,
      body: `Unknown action: ${action}. Give the name of a file in the function's folder actions, without .ts.`,
    });
    expect(sts.calls()).toHaveLength(0);
  },
);

test.each(["../action", "LIST-TABLES", "", `a${"-".repeat(63)}`, "list-tables\n", 7, null, ["list-tables"]])(
  "%p cannot be an action, and is not repeated",
  async (action) => {
    // Act
    const { answer } = await runSwitcher({ account_id: ACCOUNT, action });
    // Assess
    expect(answer).toEqual({
      statusCode: 400,
      body: "Unknown action: a name has up to 63 lower-case letters, digits and hyphens and starts with a letter.",
    });
    expect(sts.calls()).toHaveLength(0);
  },
);

test("a denied role is an error of AWS", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).rejects(awsError("AccessDenied", "User: arn:aws:sts::1:x is not authorized"));
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT });
  // Assess
  expect(answer).toEqual({ statusCode: 500, body: "AWS API error occurred" });
  expect(lines).toMatchObject([
    { message: "Assuming role" },
    {
      level: "ERROR",
      message: "The action failed",
      error: {
        name: "AssumeRoleDenied",
        message: `${ROLE} cannot be assumed: User: arn:aws:sts::1:x is not authorized`,
      },
    },
  ]);
});

test("an action that AWS denies is an error of AWS, and the credentials are released", async () => {
  // Prepare
  dynamodb.on(ListTablesCommand).rejects(awsError("AccessDeniedException", "not authorized"));
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT, action: "list-tables" });
  // Assess
  expect(answer).toEqual({ statusCode: 500, body: "AWS API error occurred" });
  expect(told(lines)).toEqual([
    "INFO Assuming role",
    "INFO Assumed role",
    "INFO Released credentials",
    "ERROR The action failed",
  ]);
});

test("an action whose credentials are dead runs once more with new ones", async () => {
  // Prepare
  dynamodb
    .on(ListTablesCommand)
    .rejectsOnce(
      awsError("UnrecognizedClientException", "The security token included in the request is invalid."),
    )
    .resolves({ TableNames: ["a"] });
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT, action: "list-tables" });
  // Assess
  expect(answer).toEqual({ statusCode: 200, body: '{"tables":["a"]}' });
  expect(told(lines)).toEqual([
    "INFO Assuming role",
    "INFO Assumed role",
    "INFO Assumed role",
    "INFO Released credentials",
  ]);
  expect(sts.commandCalls(AssumeRoleCommand)).toHaveLength(2);
});

test("an action that takes too long is given up before the function's time is over, and the credentials are released", async () => {
  // Prepare
  dynamodb.on(ListTablesCommand).callsFake(() => new Promise(() => undefined));
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT, action: "list-tables" }, {}, 1_100);
  // Assess
  expect(answer).toEqual({ statusCode: 500, body: "Internal server error" });
  expect(told(lines)).toEqual([
    "INFO Assuming role",
    "INFO Assumed role",
    "INFO Released credentials",
    "ERROR The action failed",
  ]);
  expect(lines.at(-1)).toMatchObject({ error: { name: "TimeoutError" } });
});

test("anything else is an internal error", async () => {
  // Prepare
  dynamodb.on(ListTablesCommand).rejects(new TypeError("undefined is not a function"));
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT, action: "list-tables" });
  // Assess
  expect(answer).toEqual({ statusCode: 500, body: "Internal server error" });
  expect(lines.at(-1)).toMatchObject({
    error: { name: "TypeError", message: "undefined is not a function" },
  });
});

test("invalid settings are an internal error, not one of AWS", async () => {
  // Act
  const { answer, lines } = await runSwitcher({ account_id: ACCOUNT }, { roleName: "two words" });
  // Assess
  expect(answer).toEqual({ statusCode: 500, body: "Internal server error" });
  expect(lines).toMatchObject([{ level: "ERROR", error: { name: "InvalidRoleOptions" } }]);
  expect(sts.calls()).toHaveLength(0);
});

test("no line holds a key or a token, whatever goes wrong", async () => {
  // Prepare
  const quoting = `Authorization=AWS4-HMAC-SHA256 Credential=${SECRETS.AccessKeyId}/x, token ${SECRETS.SessionToken}, own ${OWN.AWS_ACCESS_KEY_ID}`;
  const failures = [
    () => sts.on(GetCallerIdentityCommand).resolves({ Account: ACCOUNT }),
    () => sts.on(GetCallerIdentityCommand).rejects(awsError("IncompleteSignature", quoting)),
    () => sts.on(GetCallerIdentityCommand).rejects(Object.assign(new Error(quoting), { cause: SECRETS })),
    () => sts.on(GetCallerIdentityCommand).rejects(awsError("AccessDenied", SECRETS.SecretAccessKey)),
    () => sts.on(AssumeRoleCommand).rejects(awsError("InvalidClientTokenId", `for ${OWN.AWS_SESSION_TOKEN}`)),
  ];
  let output = "";
  // Act
  for (const prepare of failures) {
    prepare();
    const run = await runSwitcher({ account_id: ACCOUNT });
    output += run.output + run.answer.body;
  }
  // Assess
  expect(output).toContain("[secret]");
  for (const secret of [...Object.values(SECRETS), ...Object.values(OWN)])
    expect(output).not.toContain(secret);
});
