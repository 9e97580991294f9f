import fc from "fast-check";
import { canonicalJson } from "../../../constructs/canonical-json";
import { terraformLiteral, terraformLiterals } from "../../../stacks/terraform-literal";

/** What Terraform makes of a template without expressions (Terraform language, "Strings and templates"). */
function asTerraformReads(template: string): string {
  return template.replace(/([$%])\1\{/g, "$1{");
}

test("Terraform reads a literal as it was written", () => {
  // Prepare
  const texts = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a"), maxLength: 12 });
  // A doubled sign before a brace is how Terraform escapes, so such a text cannot be read back by a pattern.
  const plain = texts.filter((text) => !/[$%]{2,}\{/.test(text));

  // Act
  const read = (text: string) => asTerraformReads(terraformLiteral(text));

  // Assess
  fc.assert(fc.property(plain, (text) => read(text) === text));
});

test("the keys of literals are in order", () => {
  // Prepare
  const record = { b: "%{1}", a: "2" };

  // Act
  const literals = Object.entries(terraformLiterals(record));

  // Assess
  expect(literals).toEqual([
    ["a", "2"],
    ["b", "%%{1}"],
  ]);
});

test("canonical JSON says the same, whatever the order of keys", () => {
  // Prepare
  const values = fc.jsonValue({ maxDepth: 4 });

  // Act
  const parsed = (value: unknown) => JSON.parse(canonicalJson(value));

  // Assess
  fc.assert(fc.property(values, (value) => expect(parsed(value)).toEqual(JSON.parse(JSON.stringify(value)))));
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 2 })).toBe('{"a":2,"b":[{"c":null,"d":1}]}');
});
