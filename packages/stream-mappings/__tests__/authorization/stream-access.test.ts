import type { PolicySource } from "../../src/authorization/policy-source";
import { SessionNames } from "../../src/authorization/session-names";
import { StreamAccess } from "../../src/authorization/stream-access";
import type { TableKey } from "../../src/authorization/table-key";

const STREAM = "arn:aws:dynamodb:eu-central-1:111111111111:table/orders/stream/2026-02-01T06:30:25.829";
const KEY = "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-4000-8000-000000000000";
const ROLE = "arn:aws:iam::222222222222:role/reader";
const REQUEST = { roleArn: ROLE, streamArn: STREAM, region: "eu-central-1" };

const allow = (Action: string, Resource: string, rest: Record<string, unknown> = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource, ...rest }],
});
const CONSUMER = { Principal: { AWS: "arn:aws:iam::222222222222:root" } };
const READS = { name: "reads", document: allow("dynamodb:*", STREAM) };
const DECRYPTS = { name: "decrypts", document: allow("kms:Decrypt", KEY) };
const OF_STREAM = { document: allow("dynamodb:*", STREAM, CONSUMER) };

/** What the emulator would answer; every call gives the same objects until they are replaced. */
function sources(rest: Partial<PolicySource> = {}, key?: TableKey) {
  const role = { roleArn: ROLE, policies: [READS, DECRYPTS] };
  const found = {
    role: async () => role,
    streamPolicy: async () => OF_STREAM,
    organization: async () => undefined,
    tableKey: async () => key,
    ...rest,
  };
  return new StreamAccess(found as unknown as PolicySource, new SessionNames());
}

const key = (rest: Partial<TableKey> = {}): TableKey => ({
  arn: KEY,
  managedByAws: false,
  state: "Enabled",
  policy: allow("kms:Decrypt", "*", CONSUMER),
  ...rest,
});

test("both sides allow reading", async () => {
  expect(await sources().check(REQUEST)).toMatchObject({ kind: "allowed" });
});

test("a stream policy that does not is named", async () => {
  const access = sources({ streamPolicy: async () => ({ document: undefined }) });
  expect(await access.check(REQUEST)).toMatchObject({
    kind: "denied",
    message: expect.stringMatching(/awslambda_0_\d+ .* because no resource-based policy allows/),
  });
});

const keys: [string, TableKey, string][] = [
  ["a key that admits the consumer", key(), "allowed"],
  [
    "a key that does not",
    key({ policy: allow("kms:Decrypt", "*", { Principal: { AWS: "111111111111" } }) }),
    "denied",
  ],
  ["AWS's own key", key({ managedByAws: true }), "denied"],
  [
    "a key for use through DynamoDB only",
    key({
      policy: allow("kms:Decrypt", "*", {
        ...CONSUMER,
        Condition: { StringEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } },
      }),
    }),
    "allowed",
  ],
];

test.each(keys)("a table encrypted with %s", async (_, tableKey, kind) => {
  expect(await sources({}, tableKey).check(REQUEST)).toMatchObject({ kind });
});

test.each([
  ["Disabled", "is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)"],
  [
    "PendingDeletion",
    "is in the state PendingDeletion. (Service: AWSKMS; Status Code: 400; Error Code: KMSInvalidStateException)",
  ],
])("a table whose key is %s cannot be read", async (state, reason) => {
  expect(await sources({}, key({ state })).check(REQUEST)).toEqual({
    kind: "denied",
    message: `KMS key access denied error: ${KEY} ${reason}`,
  });
});

test("the state of a key is told only to those who may use it", async () => {
  const closed = key({
    state: "Disabled",
    policy: allow("kms:Decrypt", "*", { Principal: { AWS: "111111111111" } }),
  });
  expect(await sources({}, closed).check(REQUEST)).toMatchObject({
    kind: "denied",
    message: expect.stringContaining("is not authorized to perform: kms:Decrypt"),
  });
});

test("what cannot be read is an error, not a denial", async () => {
  const access = sources({ role: () => Promise.reject(new Error("IAM is away")) });
  expect(await access.check(REQUEST)).toEqual({
    kind: "error",
    message: "The policies could not be read: IAM is away",
  });
});

test("an ARN that is not a stream's is an error", async () => {
  expect(await sources().check({ ...REQUEST, streamArn: "arn:aws:sqs:eu-central-1:111111111111:q" })).toEqual(
    {
      kind: "error",
      message: "arn:aws:sqs:eu-central-1:111111111111:q is not a stream",
    },
  );
});

test("a decision is kept while the policies are the same objects, and made again when one was read again", async () => {
  // Prepare
  let streamPolicy: { document: unknown } = OF_STREAM;
  const access = sources({ streamPolicy: async () => streamPolicy });
  const first = await access.check(REQUEST);

  // Act
  const second = await access.check(REQUEST);
  streamPolicy = { document: undefined };
  const third = await access.check(REQUEST);

  // Assess
  expect(second).toBe(first);
  expect(third.kind).toBe("denied");
});

test("a decision that depends on the time is made again each time", async () => {
  // Prepare
  const until = { Condition: { DateLessThan: { "aws:CurrentTime": "2100-01-01T00:00:00Z" } } };
  const streamPolicy = { document: allow("dynamodb:*", STREAM, { ...CONSUMER, ...until }) };
  const access = sources({ streamPolicy: async () => streamPolicy });

  // Act
  const [first, second] = [await access.check(REQUEST), await access.check(REQUEST)];

  // Assess
  expect([first, second]).toEqual([{ kind: "allowed" }, { kind: "allowed" }]);
  expect(second).not.toBe(first);
});
