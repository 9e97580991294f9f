import { inspect } from "node:util";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { AssumeRoleDenied, AssumeRoleFailed, CrossAccountError, crossAccountRole } from "cross-account";

const sts = mockClient(STSClient);
const REFUSAL =
  "User: arn:aws:sts::222222222222:assumed-role/reader/reader is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/external-role";

/** Each test its own accounts: the module keeps sessions. */
let accounts = 100_000_000_000;
const account = () => String(++accounts);

const SECRETS = { AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "wJalrEXAMPLE", SessionToken: "FwoGEXAMPLE" };
const answer = () => ({ Credentials: { ...SECRETS, Expiration: new Date(Date.now() + 3_600_000) } });
const OWN = {
  AWS_ACCESS_KEY_ID: "ASIAOWNOWNOWNOWN0000",
  AWS_SECRET_ACCESS_KEY: "own/secret/own/secret/own/secret/own/sec",
  AWS_SESSION_TOKEN: `Own${"y".repeat(200)}`,
};
const before = [...Object.keys(OWN), "AWS_REGION"].map((name) => [name, process.env[name]] as const);

function awsError(name: string, message: string): Error {
  // As the SDK's: with the request, and so the caller's signature, in its properties.
  return Object.assign(new Error(message), { name, $response: SECRETS, $metadata: {} });
}

beforeEach(() => {
  sts.reset();
  process.env.AWS_REGION = "eu-central-1";
});

afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

test("the role is assumed with its options when its credentials are first requested", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).callsFake(async () => answer());
  const accountId = account();
  const role = crossAccountRole({ accountId, externalId: "one", sessionName: "audit", durationSeconds: 900 });
  const before = sts.calls().length;
  // Act
  const credentials = await role.credentials();
  // Assess
  expect(before).toBe(0);
  expect(role.arn).toBe(`arn:aws:iam::${accountId}:role/external-role`);
  expect(sts.commandCalls(AssumeRoleCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { RoleArn: role.arn, RoleSessionName: "audit", DurationSeconds: 900, ExternalId: "one" },
  ]);
  expect(credentials).toEqual({
    accessKeyId: SECRETS.AccessKeyId,
    secretAccessKey: SECRETS.SecretAccessKey,
    sessionToken: SECRETS.SessionToken,
    expiration: expect.any(Date),
  });
});

test("requests for the same role share its credentials; another role or policy has its own", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).callsFake(async () => answer());
  const accountId = account();
  const roles = [
    crossAccountRole({ accountId }),
    crossAccountRole({ accountId }),
    crossAccountRole({ accountId, roleName: "another" }),
    crossAccountRole({ accountId, sessionPolicy: { Statement: [] } }),
    crossAccountRole({ accountId, externalId: "one" }),
  ];
  // Act
  await Promise.all(roles.map((role) => role.credentials()));
  // Assess
  expect(sts.calls()).toHaveLength(4);
});

test("fifty requests at once make one call to STS, and fifty shortly before the end one more", async () => {
  // Prepare
  const clock = { now: Date.now() };
  jest.spyOn(Date, "now").mockImplementation(() => clock.now);
  sts.on(AssumeRoleCommand).callsFake(async () => ({
    Credentials: { ...SECRETS, Expiration: new Date(clock.now + 3_600_000) },
  }));
  const role = crossAccountRole({ accountId: account() });
  const fifty = () => Promise.all(Array.from({ length: 50 }, () => role.credentials()));
  const callsAfter = async () => {
    await fifty();
    return sts.calls().length;
  };
  // Act
  const first = await callsAfter();
  clock.now += 54 * 60_000;
  const warm = await callsAfter();
  clock.now += 60_000;
  const renewed = await callsAfter();
  // Assess
  expect([first, warm, renewed]).toEqual([1, 1, 2]);
});

test("a released role is assumed again", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).callsFake(async () => answer());
  const role = crossAccountRole({ accountId: account() });
  await role.credentials();
  // Act
  role.release();
  await role.credentials();
  // Assess
  expect(sts.calls()).toHaveLength(2);
});

test("a call that was running when the credentials were released leaves nothing behind", async () => {
  // Prepare
  let arrive: (answered: object) => void = () => {};
  const onItsWay = () =>
    new Promise<object>((resolve) => {
      arrive = resolve;
    });
  sts
    .on(AssumeRoleCommand)
    .callsFakeOnce(onItsWay)
    .callsFake(async () => answer());
  const role = crossAccountRole({ accountId: account() });
  const first = role.credentials();
  await new Promise((resolve) => setImmediate(resolve));
  role.release();
  arrive(answer());
  await first;
  // Act
  await role.credentials();
  // Assess
  expect(sts.calls()).toHaveLength(2);
});

test("a refusal is an error of its own, with both ARNs", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).rejects(awsError("AccessDenied", REFUSAL));
  const role = crossAccountRole({ accountId: account() });
  // Act
  const error = await role.credentials().catch((reason: unknown) => reason);
  // Assess
  expect(error).toBeInstanceOf(AssumeRoleDenied);
  expect(error).toBeInstanceOf(CrossAccountError);
  expect(error).toMatchObject({
    name: "AssumeRoleDenied",
    roleArn: role.arn,
    message: `${role.arn} cannot be assumed: ${REFUSAL}`,
  });
});

test.each([
  ["throttling", () => awsError("Throttling", "Rate exceeded"), "Throttling: Rate exceeded"],
  [
    "no credentials of one's own",
    () => awsError("CredentialsProviderError", "None"),
    "CredentialsProviderError: None",
  ],
])("%s is a failure, not a refusal", async (_, makeError, reason) => {
  // Prepare
  sts.on(AssumeRoleCommand).rejects(makeError());
  const role = crossAccountRole({ accountId: account() });
  // Act
  const error = await role.credentials().catch((reason: unknown) => reason);
  // Assess
  expect(error).toBeInstanceOf(AssumeRoleFailed);
  expect(error).toMatchObject({ roleArn: role.arn, message: `${role.arn} was not assumed: ${reason}` });
  // A copy: nothing of what the SDK hangs on its errors.
  const { cause } = error as AssumeRoleFailed;
  expect(String(cause)).toBe(reason);
  expect(cause).not.toHaveProperty("$response");
});

test.each([
  ["no credentials", {}],
  ["half of them", { Credentials: { ...SECRETS, SessionToken: undefined, Expiration: new Date() } }],
  ["no end of their life", { Credentials: SECRETS }],
])("an answer with %s is a failure", async (_, broken) => {
  // Prepare
  sts.on(AssumeRoleCommand).resolves(broken as object);
  // Act
  const credentials = crossAccountRole({ accountId: account() }).credentials();
  // Assess
  await expect(credentials).rejects.toThrow(/was not assumed: AWS STS answered without credentials\.$/);
});

test("no error holds a key or a token, though STS quotes the caller's own", async () => {
  // Prepare
  Object.assign(process.env, OWN);
  const quoting = `Authorization=AWS4-HMAC-SHA256 ${Object.values(OWN).join(" ")}`;
  const failures = [
    awsError("AccessDenied", REFUSAL),
    awsError("AccessDenied", quoting),
    awsError("IncompleteSignature", quoting),
  ];
  // Act
  const errors: unknown[] = [];
  for (const failure of failures) {
    sts.on(AssumeRoleCommand).rejects(failure);
    errors.push(
      await crossAccountRole({ accountId: account() })
        .credentials()
        .catch((reason: unknown) => reason),
    );
  }
  // Assess
  const text = inspect(errors, { depth: null, showHidden: true });
  const names = ["AssumeRoleDenied", "AssumeRoleDenied", "AssumeRoleFailed"];
  expect(errors.map((error) => (error as Error).name)).toEqual(names);
  expect(text).toContain("cannot be assumed: Authorization=[secret]");
  for (const secret of [...Object.values(SECRETS), ...Object.values(OWN)]) expect(text).not.toContain(secret);
});
