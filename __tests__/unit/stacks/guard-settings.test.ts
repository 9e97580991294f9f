import { checkEnvironment } from "../../../config/load-environment";
import { guardSettings } from "../../../stacks/guard-settings";
import { type Content, CROSS_ACCOUNT, edited } from "../config/sample";
import { ON_CALL, OPERATED } from "../config/sample-operator";

function settingsOf(edits: Content) {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the edits are no valid environment");
  return guardSettings(environment);
}

test("by default only the accounts are known, and there are no exceptions", () => {
  // Prepare
  const edits = {};

  // Act
  const settings = settingsOf(edits);

  // Assess
  expect(settings).toEqual({
    accountIds: ["111111111111", "222222222222"],
    assumesAnyAccount: false,
    existingRoles: [],
    arguedStatements: [],
    unprotectedTables: [],
    sandbox: false,
  });
});

test("the exceptions of the file are those of the guards", () => {
  // Prepare
  const edits = {
    ...structuredClone(CROSS_ACCOUNT),
    sandbox: true,
    "sources.changes.unprotectedBecause": "Rebuilt every night",
    "sources.changes.tables.devices.unprotectedBecause": "A copy of another",
    "consumers.handler.accountSwitcher.accounts": "any",
    "consumers.handler.readerApi.function.permissions": [
      {
        actions: ["s3:Get*", "s3:PutObject"],
        resources: ["arn:aws:s3:::archive/index", "arn:aws:s3:::archive/*"],
        because: "It keeps an archive",
        wildcardBecause: "Each order is an object",
      },
    ],
  };

  // Act
  const settings = settingsOf(edits);

  // Assess
  expect(settings).toEqual({
    accountIds: ["111111111111", "222222222222"],
    assumesAnyAccount: true,
    existingRoles: [],
    arguedStatements: [
      {
        resourceType: "aws_iam_role_policy",
        policy: "identity",
        attachedTo: "reader-role",
        effect: "Allow",
        actions: ["s3:Get*", "s3:PutObject"],
        resources: ["arn:aws:s3:::archive/*", "arn:aws:s3:::archive/index"],
        because: "Each order is an object",
      },
    ],
    unprotectedTables: [
      { accountId: "111111111111", tableName: "Changes", unprotectedBecause: "Rebuilt every night" },
      { accountId: "111111111111", tableName: "Devices", unprotectedBecause: "A copy of another" },
    ],
    sandbox: true,
  });
});

test("those whom operator roles trust are roles that exist already", () => {
  // Act
  const settings = settingsOf(OPERATED);

  // Assess
  expect(settings.existingRoles).toEqual([ON_CALL]);
});

test("roles that read streams and are none of the file exist already", () => {
  // Prepare
  const role = "arn:aws:iam::222222222222:role/exporter";

  // Act
  const settings = settingsOf({ "sources.changes.readers": [{ consumer: "handler" }, { role }] });

  // Assess
  expect(settings.existingRoles).toEqual([role]);
});
