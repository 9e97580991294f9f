import { App, DefaultTokenResolver, Lazy, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import fc from "fast-check";
import { resolveTokens } from "../../../stacks/resolve-tokens";

const SEED = 20_261_122;
const stack = new TerraformStack(new App(), "stack");

/** As CDKTF resolves it. */
function resolvedByCdktf(value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}

/** Every kind of token that CDKTF has, as a text, a number, a list, a map and an object. */
const TOKENS: readonly unknown[] = [
  Token.asString("plain"),
  `before ${Token.asString({ is: "an object" })}`,
  `two: ${Token.asString("one")}, ${Token.asString("another")}`,
  Token.asNumber(42),
  `a number in a text: ${Token.asNumber(42)}`,
  Token.asList(["a", "b"]),
  [...Token.asList(["a", "b"])],
  Token.asNumberList([1, 2]),
  Token.asStringMap({ key: "value" }),
  { nested: Token.asAnyMap({ key: { more: Token.asString("inside") } }) },
  { [Token.asString("key")]: "value" },
  Lazy.stringValue({ produce: () => "lazy" }),
  Lazy.anyValue({ produce: () => [{ deep: Token.asString("lazy") }, undefined] }),
  Token.asAny(undefined),
];

const leaves = fc.oneof(
  fc.constantFrom(...TOKENS),
  fc.string({ unit: "binary" }),
  fc.constantFrom(`\${aws_sns_topic.topic.arn}`, "$${text}", "%{ if x }", "1e+5", "TfToken[x]", "}", ""),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, new Date(0)),
);

const { value: values } = fc.letrec<{ value: unknown; leaf: unknown }>((tie) => ({
  leaf: leaves,
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 8 }), tie("value"), { maxKeys: 4 }),
  ),
}));

test("values are resolved as CDKTF does it", () => {
  fc.assert(
    fc.property(values, (value) => {
      // Act
      const resolved = resolveTokens(stack, value);

      // Assess
      expect(resolved).toStrictEqual(resolvedByCdktf(value));
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test.each(TOKENS.map((token, index) => [index, token]))("token %i is replaced", (_, token) => {
  // Act
  const text = JSON.stringify(resolveTokens(stack, { in: [token] }));

  // Assess
  expect(text).not.toMatch(/Token|e\+|resolve/);
});

test("what is undefined is left out, and null is kept", () => {
  // Act
  const resolved = resolveTokens(stack, { a: undefined, b: [undefined, null], c: { d: undefined } });

  // Assess
  expect(resolved).toStrictEqual({ b: [null], c: {} });
});

test.each([
  ["a function", { deep: [() => "a"] }, /function/],
  ["a construct", { deep: { stack } }, /construct/i],
])("%s is refused", (_, value, message) => {
  // Act
  const act = () => resolveTokens(stack, value);

  // Assess
  expect(act).toThrow(message);
});
