import { duplicateFields } from "../../../../access/inventory/duplicate-fields";

test.each([
  ["none", '{"a": {"b": 1}, "b": [{"a": 2}, {"a": "a\\":"}]}', []],
  ["one at the top", '{"resource": {}, "data": {}, "resource": {}}', ["resource"]],
  ["one inside, in another spelling", '{"a": [{"b": 1, "\\u0062": {"a": 1}}]}', ["b"]],
  ["text that looks like fields", '["{\\"a\\":1,\\"a\\":2}"]', []],
])("fields that stand twice: %s", (_which, json, expected) => {
  // Act
  const found = duplicateFields(json);

  // Assess
  expect(found).toEqual(expected);
});
