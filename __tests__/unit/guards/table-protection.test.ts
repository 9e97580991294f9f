import { temporaryFolder } from "../support/temporary-folder";
import { findingsAfter } from "./widened";

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
    `source aws_dynamodb_table.table: Changes is without ${what}, and the file gives no reason. Turn it on, or give the reason as \`unprotectedBecause\` of the source.`,
  ]);
});
