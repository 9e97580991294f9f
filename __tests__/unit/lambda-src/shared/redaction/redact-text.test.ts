import { forgetSessions, watched } from "../../../../../lambda-src/shared/redaction/known-secrets";
import { redactText } from "../../../../../lambda-src/shared/redaction/redact-text";

const OWN = {
  AWS_ACCESS_KEY_ID: "own-access-key-id",
  AWS_SECRET_ACCESS_KEY: "own/secret/own/secret/own/secret/own/sec",
  AWS_SESSION_TOKEN: "token+token/token=token",
};
const ASSUMED = {
  accessKeyId: "assumed-access-key-id",
  secretAccessKey: "assumed/secret/assumed/secret",
  sessionToken: "assumed-session-token",
};

/** The text as a function with these variables logs it. */
function shown(text: string, variables: NodeJS.ProcessEnv = OWN): string {
  jest.replaceProperty(process, "env", variables);
  return redactText(text);
}

afterEach(forgetSessions);

test("the function's own keys and tokens are replaced wherever they occur, in URLs too", () => {
  // Prepare
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = OWN;
  // Act
  const text = shown(`x${id}/x ${key}${token}, ?a=${encodeURIComponent(token)}&b, ${id}`);
  // Assess
  expect(text).toBe("x[secret]/x [secret][secret], ?a=[secret]&b, [secret]");
});

test("so are those of watched sessions, until they are forgotten", async () => {
  // Prepare
  const all = Object.values(ASSUMED).join(" ");
  const before = shown(all);
  // Act
  await watched(async () => ASSUMED)();
  const during = shown(all);
  forgetSessions();
  // Assess
  expect([before, during, shown(all)]).toEqual([all, "[secret] [secret] [secret]", all]);
});

test("the last two sessions are kept, and none before", async () => {
  // Prepare
  const session = (n: number) => ({ accessKeyId: `access-key-of-session-${n}`, secretAccessKey: "" });
  const identities = [session(1), session(2), session(3)];
  // Act
  for (const identity of identities) await watched(async () => identity)();
  // Assess
  expect(shown(identities.map(({ accessKeyId }) => accessKeyId).join())).toBe(
    "access-key-of-session-1,[secret],[secret]",
  );
});

const LONG = `IQoJb3JpZ2luX2Vj${"x+/9".repeat(30)}==`;

test.each([
  ["an access key ID", "key ASIAABCDEFGHIJKLMNOP is", "key [secret] is"],
  ["a session token", `token ${LONG}, and`, "token [secret], and"],
  ["a JSON Web Token", "for eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_d-e!", "for [secret]!"],
  ["a bearer token", "Bearer abcdefghijklmnop.q failed", "Bearer [secret] failed"],
  [
    "a header",
    "Authorization=AWS4-HMAC-SHA256 Credential=x, Signature=y\nnext",
    "Authorization=[secret]\nnext",
  ],
  ["a header with an API's key", "X-Api-Key: 0123456789\nnext", "X-Api-Key: [secret]\nnext"],
  ["a header with a short session token", "x-amz-security-token: abc", "x-amz-security-token: [secret]"],
  ["a header in JSON", '"authorization": "Basic dXNlcg=="', '"authorization": [secret]'],
  [
    "a signed URL",
    "/?X-Amz-Credential=abc%2Fd&X-Amz-Signature=0f0f&x=1",
    "/?X-Amz-Credential=[secret]&X-Amz-Signature=[secret]&x=1",
  ],
  [
    "credentials in JSON",
    '{"SecretAccessKey":"a/b+c","expires":1}',
    '{"SecretAccessKey":"[secret]","expires":1}',
  ],
  ["credentials in XML", "<SessionToken>abc</SessionToken>", "<SessionToken>[secret]</SessionToken>"],
  [
    "data that JSON.parse quotes",
    'outer: Unexpected token S, "Secret "Name"" is not valid JSON',
    'outer: Unexpected token S, "[data]" is not valid JSON',
  ],
  ["a part of it", 'x, ..."Secret N"... is not valid JSON', 'x, ..."[data]"... is not valid JSON'],
  [
    "a value that AWS quotes",
    "Value 'it's secret' at 'roleArn' failed",
    "Value '[data]' at 'roleArn' failed",
  ],
])("%s is replaced", (_, text, expected) => {
  expect(shown(text)).toBe(expected);
});

test.each([
  "Rate exceeded in AWS_Lambda_nodejs22.x",
  "User: arn:aws:sts::222222222222:assumed-role/reader/reader is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/external-role",
  "AROAEXAMPLEEXAMPLE000:session",
  "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/2026-01-01T00:00:00.000",
  "Missing bearer token",
  "    at Object.<anonymous> (/var/task/node_modules/@aws-sdk/client-dynamodb/dist-cjs/index.js:1234:56)",
  "it is not valid JSON",
])("%p is kept", (text) => {
  expect(shown(text, { ...OWN, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" })).toBe(text);
});

test("short test values are not replaced, because they occur in other words", () => {
  expect(shown("the latest test", { AWS_SECRET_ACCESS_KEY: "test", AWS_SESSION_TOKEN: "" })).toBe(
    "the latest test",
  );
});
