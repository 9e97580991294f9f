import { madeUpNames } from "../../../access/made-up-names";
import { environmentWith } from "../review/plan";

test("nothing has the usual names", () => {
  // Act
  const names = madeUpNames(environmentWith({ "sources.changes.tableName": "another-table" }), []);

  // Assess
  expect(names).toEqual({
    name: "Another",
    role: "AnotherRole",
    lowerCaseName: "another",
    keyId: "0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11",
    accountId: "999999999999",
  });
});

test.each([
  [
    "a role of the file",
    { "consumers.handler.roleName": "AnotherRole" },
    { role: "Another2Role", name: "Another2" },
  ],
  [
    "a table of the file",
    { "sources.changes.tableName": "another" },
    { role: "Another2Role", name: "Another2" },
  ],
  ["an account of the file", { "accounts.source.id": "999999999999" }, { accountId: "999999999998" }],
])("%s has one of them", (_what, edits, expected) => {
  // Act
  const names = madeUpNames(environmentWith(edits), []);

  // Assess
  expect(names).toMatchObject(expected);
});

test("a stack has some of them", () => {
  // Prepare
  const resource = {
    aws_iam_role: { role: { name: "Another" } },
    aws_kms_key: { key: { key_id: "0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11" } },
  };
  const stack = { name: "source", accountId: "111111111111", region: "eu-central-1", json: { resource } };

  // Act
  const names = madeUpNames(environmentWith(), [stack]);

  // Assess
  expect(names).toMatchObject({ name: "Another2", keyId: "0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c12" });
});
