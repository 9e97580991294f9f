import { inventoryFindingText, shown } from "../../../../access/inventory/finding";

test("a finding shows both sides and why", () => {
  // Prepare
  const finding = {
    place: "consumer aws_iam_role.role path",
    expected: "nothing",
    found: "/team/",
    why: "A role decides.",
  };

  // Act
  const text = inventoryFindingText(finding);

  // Assess
  expect(text).toBe(
    "consumer aws_iam_role.role path\n  expected: nothing\n  found:    /team/\n  A role decides.",
  );
});

test.each([
  ["nothing", undefined, "", "nothing"],
  ["a text", "a", "name", "a"],
  ["settings", { a: [1, "b"] }, "", '{"a":[1,"b"]}'],
  ["a variable", "hunter2", "variables.KEY", "(7 characters)"],
  ["variables", { variables: { KEY: "hunter2" } }, "", '{"variables":{"KEY":"(7 characters)"}}'],
  ["a password inside", [{ master_password: "hunter2" }], "", '[{"master_password":"(7 characters)"}]'],
  ["credentials", "AKIA", "aws[0].access_key", "(4 characters)"],
  ["a long text", "a".repeat(500), "", `${"a".repeat(400)}…`],
])("%s as findings show it", (_what, value, path, expected) => {
  // Act
  const text = shown(value, path);

  // Assess
  expect(text).toBe(expected);
});
