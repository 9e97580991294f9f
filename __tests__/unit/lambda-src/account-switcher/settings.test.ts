import { readSettings } from "../../../../lambda-src/account-switcher/settings";

test("the role has a name by default, and needs no external ID", () => {
  expect(readSettings({ AWS_REGION: "eu-central-1", TARGET_ROLE_NAME: "", EXTERNAL_ID: "" })).toEqual({
    roleName: "external-role",
    region: "eu-central-1",
  });
});

test("what the environment says wins", () => {
  expect(
    readSettings({ AWS_REGION: "eu-central-1", TARGET_ROLE_NAME: "team/auditor", EXTERNAL_ID: "one" }),
  ).toEqual({ roleName: "team/auditor", externalId: "one", region: "eu-central-1" });
});
