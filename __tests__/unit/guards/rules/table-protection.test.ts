import { findingLine } from "../../../../guards/finding";
import { findingsIn } from "../../../../guards/rules";
import { stackWith } from "../../support/stack-with";
import { temporaryFolder } from "../../support/temporary-folder";
import { findingsAfter } from "../support/findings-after";

const folder = temporaryFolder();
const UNPROTECTED = {
  "sources.changes.deletionProtection": false,
  "sources.changes.pointInTimeRecovery": { enabled: false },
};

test.each([
  ["both on", {}],
  ["both off in a sandbox", { ...UNPROTECTED, sandbox: true }],
  ["both off with a reason", { ...UNPROTECTED, "sources.changes.unprotectedBecause": "Rebuilt every night" }],
])("a table with %s passes", (_what, edits) => {
  // Prepare
  const file = edits;

  // Act
  const findings = findingsAfter(folder, file);

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  ["deletion protection", { "sources.changes.deletionProtection": false }],
  ["point-in-time recovery", { "sources.changes.pointInTimeRecovery": { enabled: false } }],
  ["deletion protection and point-in-time recovery", UNPROTECTED],
])("a table without %s takes a reason", (what, edits) => {
  // Prepare
  const file = edits;

  // Act
  const findings = findingsAfter(folder, file);

  // Assess
  expect(findings).toEqual([
    `source aws_dynamodb_table.table: [table-protection] Changes is without ${what}, and no reason is given. Turn it on, or give the reason as \`unprotectedBecause\` of the table.`,
  ]);
});

const TABLE = stackWith({ aws_dynamodb_table: { table: { name: "Orders" } } });
const REASON = { accountId: "111111111111", tableName: "Orders", unprotectedBecause: "Rebuilt every night" };

test("an app may leave a table unprotected", () => {
  // Prepare
  const settings = { unprotectedTables: [REASON] };

  // Act
  const findings = findingsIn([TABLE], settings);

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  ["of another name", { ...REASON, tableName: "Devices" }],
  ["of another account", { ...REASON, accountId: "222222222222" }],
])("the reason of a table %s does not count", (_what, reason) => {
  // Prepare
  const settings = { unprotectedTables: [reason] };

  // Act
  const findings = findingsIn([TABLE], settings);

  // Assess
  expect(findings.map(findingLine)).toEqual([
    "own aws_dynamodb_table.table: [table-protection] Orders is without deletion protection and point-in-time recovery, and no reason is given. Turn it on, or give the reason as `unprotectedBecause` of the table.",
  ]);
});
