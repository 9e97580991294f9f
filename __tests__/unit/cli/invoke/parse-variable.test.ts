import fc from "fast-check";
import { parseVariable } from "../../../../cli/invoke/parse-variable";

test.each([
  ["KEY=value", { KEY: "value" }],
  ["KEY=", { KEY: "" }],
  ["KEY=a=b", { KEY: "a=b" }],
  ["_handler=two\nlines", { _handler: "two\nlines" }],
])("%j is a variable", (text, variables) => {
  // Act
  const parsed = parseVariable(text, {});

  // Assess
  expect(parsed).toEqual(variables);
});

test("the last one of a name counts, and the others stay", () => {
  // Act
  const parsed = parseVariable("A=2", parseVariable("B=3", parseVariable("A=1", {})));

  // Assess
  expect(parsed).toEqual({ A: "2", B: "3" });
});

test.each(["KEY", "=value", "", "1KEY=value", "A KEY=value", "KEY-1=value"])("%j is none", (text) => {
  // Act
  const parse = () => parseVariable(text, {});

  // Assess
  expect(parse).toThrow("Give it as KEY=VALUE: letters, digits and underscores, then = and the value.");
});

test("any value comes through unchanged", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      // Act
      const parsed = parseVariable(`KEY=${value}`, {});

      // Assess
      expect(parsed).toEqual({ KEY: value });
    }),
  );
});
