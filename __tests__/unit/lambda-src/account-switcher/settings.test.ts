import { crossAccountRole } from "cross-account";
import { readSettings } from "../../../../lambda-src/account-switcher/settings";

const REGION = { AWS_REGION: "eu-central-1" };

test("only the region is needed, and an empty variable counts as not set", () => {
  expect(
    readSettings({ ...REGION, TARGET_ROLE_NAME: "", EXTERNAL_ID: "", SESSION_DURATION_SECONDS: "" }),
  ).toEqual({ region: "eu-central-1" });
});

test("without a name the role is the layer's default", () => {
  // Act
  const { arn } = crossAccountRole({ accountId: "123456789012", ...readSettings(REGION) });
  // Assess
  expect(arn).toBe("arn:aws:iam::123456789012:role/external-role");
});

test("variables override the defaults", () => {
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
  [
    "TARGET_ROLE_NAME",
    ["/role", "two words", "r".repeat(65)],
    "roleName must be a role's name, with its path but without a leading slash.",
  ],
  [
    "EXTERNAL_ID",
    ["x", "a b", "x".repeat(1225)],
    "externalId must have 2 to 1224 letters, digits and characters of _+=,.@:/-.",
  ],
  [
    "SESSION_DURATION_SECONDS",
    ["899", "3601", "900.5", "an hour", "-900"],
    "durationSeconds must be a whole number from 900 to 3600: a role that assumes another role gets one hour at most.",
  ],
  ["AWS_REGION", [""], "region is missing: set AWS_REGION, or give it."],
])("%s: the layer names what is wrong", (name, values, problem) => {
  for (const value of values) {
    const settings = readSettings({ ...REGION, [name]: value });
    expect(() => crossAccountRole({ accountId: "123456789012", ...settings })).toThrow(problem);
  }
});

test("all problems come at once", () => {
  // Act
  const settings = readSettings({
    TARGET_ROLE_NAME: "/",
    EXTERNAL_ID: "x",
    SESSION_DURATION_SECONDS: "forever",
  });
  // Assess
  expect(() => crossAccountRole({ accountId: "123456789012", ...settings })).toThrow(
    /region .* roleName .* durationSeconds .* externalId /,
  );
});
