import fc from "fast-check";
import { InvalidAccountId, InvalidRoleOptions } from "../../../../lambda-src/cross-account/errors";
import { type CrossAccountRoleOptions, readOptions } from "../../../../lambda-src/cross-account/options";

const ACCOUNT = "123456789012";
const VARIABLES = { AWS_REGION: "eu-central-1", AWS_LAMBDA_FUNCTION_NAME: "reader" };

test("the account is enough", () => {
  // Act
  const request = readOptions({ accountId: ACCOUNT }, VARIABLES);
  // Assess
  expect(request).toEqual({
    region: "eu-central-1",
    RoleArn: "arn:aws:iam::123456789012:role/external-role",
    RoleSessionName: "reader",
    DurationSeconds: 3600,
  });
});

test("everything that is given is asked for", () => {
  // Prepare
  const options: CrossAccountRoleOptions = {
    accountId: ACCOUNT,
    roleName: "team/reader",
    sessionName: "audit",
    durationSeconds: 900,
    externalId: "a/b:1",
    sessionPolicy: { Statement: [] },
    region: "us-gov-west-1",
  };
  // Act
  const request = readOptions(options, {});
  // Assess
  expect(request).toEqual({
    region: "us-gov-west-1",
    RoleArn: "arn:aws-us-gov:iam::123456789012:role/team/reader",
    RoleSessionName: "audit",
    DurationSeconds: 900,
    ExternalId: "a/b:1",
    Policy: '{"Statement":[]}',
  });
});

test("twelve digits are an account ID, and nothing else is", () => {
  const digits = fc.stringMatching(/^\d{12}$/);
  const anything = fc.oneof(fc.string(), fc.stringMatching(/^\d{10,14}$/), fc.integer(), fc.constant(null));
  const read = (accountId: unknown) => readOptions({ accountId: accountId as string }, VARIABLES).RoleArn;
  fc.assert(fc.property(digits, (id) => read(id) === `arn:aws:iam::${id}:role/external-role`));
  fc.assert(
    fc.property(anything, (id) => {
      fc.pre(typeof id !== "string" || !/^\d{12}$/.test(id));
      expect(() => read(id)).toThrow(InvalidAccountId);
    }),
  );
});

test("a line break does not follow an account ID unnoticed", () => {
  expect(() => readOptions({ accountId: `${ACCOUNT}\n` }, VARIABLES)).toThrow(InvalidAccountId);
});

const CASES: readonly [
  option: keyof CrossAccountRoleOptions,
  good: readonly unknown[],
  bad: readonly unknown[],
][] = [
  ["roleName", ["r", "a/b/c", "r".repeat(64)], ["", "/a", "a b", "r".repeat(65), "a/", "*"]],
  ["sessionName", ["ab", "a".repeat(64), "a=b@c"], ["a", "a".repeat(65), "a b", "a/b"]],
  ["durationSeconds", [900, 3600], [899, 3601, 900.5, Number.NaN]],
  ["externalId", ["ab", "a".repeat(1224)], ["a", "a".repeat(1225), "a b"]],
  [
    "sessionPolicy",
    ['{"Statement":[]}', { Statement: [] }, `{"Statement":"${"a".repeat(2048 - 16)}"}`],
    ["{", "[]", "{}", `{"Statement":"${"a".repeat(2048 - 15)}"}`],
  ],
  ["region", ["eu-central-1"], ["", "EU", "a b"]],
];

test.each(CASES)("%s: what STS takes passes", (option, good) => {
  for (const value of good) {
    expect(() => readOptions({ accountId: ACCOUNT, [option]: value }, VARIABLES)).not.toThrow();
  }
});

test.each(CASES)("%s: what STS refuses is named", (option, _good, bad) => {
  for (const value of bad) {
    const read = () => readOptions({ accountId: ACCOUNT, [option]: value }, VARIABLES);
    expect(read).toThrow(InvalidRoleOptions);
    expect(read).toThrow(new RegExp(`^${option} (must|is missing)`));
  }
});

test("a policy that cannot be written as JSON is named with the rest", () => {
  // Prepare
  const circular: Record<string, unknown> = { Statement: [] };
  circular.Self = circular;
  // Act
  const read = () =>
    readOptions({ accountId: ACCOUNT, durationSeconds: 1, sessionPolicy: circular }, VARIABLES);
  // Assess
  expect(read).toThrow(InvalidRoleOptions);
  expect(read).toThrow(/durationSeconds .* sessionPolicy /);
});

test("all problems come at once", () => {
  // Act
  const read = () =>
    readOptions({ accountId: ACCOUNT, roleName: "/", durationSeconds: 1, externalId: "x" }, {});
  // Assess
  expect(read).toThrow(/region .* roleName .* durationSeconds .* externalId /);
});

test.each([
  ["a name that is too long is cut", "f".repeat(70), "f".repeat(64)],
  ["a name of one character will not do", "f", "cross-account"],
  ["there is none", undefined, "cross-account"],
])("the session has the function's name: %s", (_, AWS_LAMBDA_FUNCTION_NAME, expected) => {
  // Act
  const { RoleSessionName } = readOptions(
    { accountId: ACCOUNT, region: "eu-central-1" },
    { AWS_LAMBDA_FUNCTION_NAME },
  );
  // Assess
  expect(RoleSessionName).toBe(expected);
});
