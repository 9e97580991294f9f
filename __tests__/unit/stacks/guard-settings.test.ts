import { checkEnvironment } from "../../../config/load-environment";
import { guardSettings } from "../../../stacks/guard-settings";
import { type Content, CROSS_ACCOUNT, edited } from "../config/sample";

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
  };

  // Act
  const settings = settingsOf(edits);

  // Assess
  expect(settings).toEqual({
    accountIds: ["111111111111", "222222222222"],
    assumesAnyAccount: true,
    unprotectedTables: [
      { accountId: "111111111111", tableName: "Changes", unprotectedBecause: "Rebuilt every night" },
      { accountId: "111111111111", tableName: "Devices", unprotectedBecause: "A copy of another" },
    ],
    sandbox: true,
  });
});
