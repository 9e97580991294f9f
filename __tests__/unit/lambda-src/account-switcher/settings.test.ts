import { readSettings, SettingsError } from "../../../../lambda-src/account-switcher/settings";

const REGION = { AWS_REGION: "eu-central-1" };

test("only the region is needed, and an empty variable counts as none", () => {
  expect(
    readSettings({ ...REGION, TARGET_ROLE_NAME: "", EXTERNAL_ID: "", SESSION_DURATION_SECONDS: "" }),
  ).toEqual({ roleName: "external-role", durationSeconds: 3600, region: "eu-central-1" });
});

test("what the environment says wins", () => {
  // Prepare
  const variables = { TARGET_ROLE_NAME: "team/auditor", EXTERNAL_ID: "one", SESSION_DURATION_SECONDS: "900" };
  // Act
  const settings = readSettings({ ...REGION, ...variables });
  // Assess
  expect(settings).toEqual({
    roleName: "team/auditor",
    externalId: "one",
    durationSeconds: 900,
    region: "eu-central-1",
  });
});

test.each([
  ["TARGET_ROLE_NAME", ["/role", "two words", "r".repeat(65)], "must be the name of a role, or path/name."],
  ["EXTERNAL_ID", ["x", "a b", "x".repeat(1225)], "must be 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-"],
  [
    "SESSION_DURATION_SECONDS",
    ["899", "3601", "900.5", "an hour", "-900"],
    "must be a whole number from 900 to 3600.",
  ],
  ["AWS_REGION", [""], "is missing."],
])("%s: what is wrong is named", (name, values, problem) => {
  for (const value of values) {
    const read = () => readSettings({ ...REGION, [name]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(`Mend the function's environment variables: ${name} ${problem}`);
  }
});

test("all problems come at once", () => {
  // Act
  const read = () =>
    readSettings({ TARGET_ROLE_NAME: "/", EXTERNAL_ID: "x", SESSION_DURATION_SECONDS: "forever" });
  // Assess
  expect(read).toThrow(/TARGET_ROLE_NAME .* EXTERNAL_ID .* SESSION_DURATION_SECONDS .* AWS_REGION /);
});
