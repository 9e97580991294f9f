import { ApplyReport } from "../../../deploy/apply-report";

/** What is read from the lines of an apply. */
function read(...lines: readonly string[]) {
  const report = new ApplyReport();
  for (const line of lines) report.read(line);
  return { changes: report.changes, changedSomething: report.changedSomething };
}

test.each([
  ["Apply complete! Resources: 4 added, 1 changed, 2 destroyed.", { added: 4, changed: 1, destroyed: 2 }],
  [
    "Apply complete! Resources: 3 imported, 0 added, 10 changed, 0 destroyed.",
    { added: 0, changed: 10, destroyed: 0 },
  ],
])("the totals of an apply: %s", (line, changes) => {
  // Act
  const report = read("aws_dynamodb_table.table: Creation complete after 8s", line, "");

  // Assess
  expect(report).toEqual({ changes, changedSomething: true });
});

test("outputs alone are a change, too", () => {
  // Act
  const report = read("Changes to Outputs:", "Apply complete! Resources: 0 added, 0 changed, 0 destroyed.");

  // Assess
  expect(report).toEqual({ changes: { added: 0, changed: 0, destroyed: 0 }, changedSomething: true });
});

test("no changes are no change", () => {
  // Act
  const report = read(
    "No changes. Your infrastructure matches the configuration.",
    "Apply complete! Resources: 0 added, 0 changed, 0 destroyed.",
  );

  // Assess
  expect(report).toEqual({ changes: { added: 0, changed: 0, destroyed: 0 }, changedSomething: false });
});

test("what a resource prints in the middle of a line is not taken for Terraform's word", () => {
  // Act
  const report = read(
    "aws_iam_role.role: No changes. Apply complete! Resources: 1 added, 1 changed, 1 destroyed.",
  );

  // Assess
  expect(report).toEqual({ changes: { added: 0, changed: 0, destroyed: 0 }, changedSomething: true });
});
