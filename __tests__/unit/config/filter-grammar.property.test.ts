import fc from "fast-check";
import { checkPattern } from "../../../config/checks/filter-pattern";
import { parsePattern } from "../../../packages/stream-mappings/src/filtering/filter-pattern";

/**
 * The environment file's check and the stream-mapping service judge filters with code of their own, because neither may
 * import the other. Wherever a pattern has the shape of a stream record, they must agree on what Lambda accepts.
 */
const fileAccepts = (pattern: unknown) =>
  checkPattern([], pattern).every(({ severity }) => severity === "warning");
const serviceAccepts = (pattern: unknown) => parsePattern(JSON.stringify(pattern)) !== undefined;

const literal = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const jsonValue = fc.oneof(
  literal,
  fc.constant(null),
  fc.array(fc.oneof(literal, fc.constant(null), fc.constant([])), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("prefix", "suffix", "equals-ignore-case", "wildcard", "x"), fc.string(), {
    maxKeys: 2,
  }),
);
const comparison = fc.constantFrom("=", "<", "<=", ">", ">=", "==");
const bound = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant("1"));
const operatorName = fc.constantFrom(
  "prefix",
  "suffix",
  "equals-ignore-case",
  "exists",
  "anything-but",
  "numeric",
  "wildcard",
  "cidr",
  "toString",
  "constructor",
);
const operator = fc.oneof(
  fc.dictionary(operatorName, jsonValue, { maxKeys: 2, noNullPrototype: true }),
  fc.record({
    numeric: fc.oneof(fc.tuple(comparison, bound), fc.tuple(comparison, bound, comparison, bound)),
  }),
  fc.record({ "anything-but": jsonValue }),
);
/** Rules that are right. */
const right = fc.oneof(
  literal,
  fc.constant(null),
  fc.record({ prefix: fc.string() }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ "anything-but": fc.array(fc.string(), { minLength: 1, maxLength: 2 }) }),
  fc.record({ numeric: fc.tuple(fc.constantFrom("=", "<"), fc.integer()) }),
);
const rules = fc.oneof(
  { weight: 6, arbitrary: fc.array(right, { minLength: 1, maxLength: 3 }) },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(operator, right, fc.constant([])), { maxLength: 3 }),
  },
  { weight: 1, arbitrary: fc.oneof(literal, fc.constant(null), fc.constant({})) },
);

/** Patterns of a record's shape, each end of which may be wrong. */
const { pattern } = fc.letrec<{ pattern: unknown; value: unknown; attributes: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom("S", "N", "BOOL", "SS"), rules, { maxKeys: 2, noNullPrototype: true }),
    fc.record({ M: tie("attributes") }),
    fc.record({ L: tie("value") }),
    fc.record({ $or: fc.array(tie("value"), { minLength: 1, maxLength: 3 }) }),
  ),
  attributes: fc.oneof(
    { maxDepth: 3 },
    fc.dictionary(fc.constantFrom("id", "state", "toString"), tie("value"), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    fc.record({ $or: fc.array(tie("attributes"), { minLength: 1, maxLength: 3 }) }),
  ),
  pattern: fc.oneof(
    { maxDepth: 3 },
    fc.record(
      { eventName: rules, userIdentity: fc.record({ type: rules }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    fc.record({ dynamodb: fc.record({ Keys: tie("attributes"), SizeBytes: rules }, { requiredKeys: [] }) }),
    fc.record({ $or: fc.array(tie("pattern"), { minLength: 1, maxLength: 3 }) }),
  ),
}));

test("a pattern of a record's shape is right for both, or wrong for both", () => {
  const seen = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(pattern, (one) => {
      const accepted = fileAccepts(one);
      seen[accepted ? "right" : "wrong"] += 1;
      expect([one, serviceAccepts(one)]).toEqual([one, accepted]);
    }),
    { seed: 12, numRuns: 5_000 },
  );
  // Neither kind is so rare that the property says nothing.
  expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(500);
});

const on = (...list: unknown[]) => ({ dynamodb: { NewImage: { state: { S: list } } } });

test.each([
  ["equality, null and an empty text", on("open", "", null)],
  ["prefix and suffix", on({ prefix: "a" }, { suffix: "z" })],
  ["equality ignoring case", on({ "equals-ignore-case": "OPEN" })],
  ["exists", on({ exists: false })],
  [
    "anything-but of values, a list, a prefix, a suffix",
    on(...["a", ["a", 1], { prefix: "a" }, { suffix: "z" }].map((value) => ({ "anything-but": value }))),
  ],
  ["a numeric range", { dynamodb: { SizeBytes: [{ numeric: [">=", 1, "<", 10] }] } }],
  ["$or of two patterns", { $or: [{ eventName: ["INSERT"] }, on("open")] }],
])("both accept %s, which Lambda's guide lists", (_, accepted) => {
  expect([fileAccepts(accepted), serviceAccepts(accepted)]).toEqual([true, true]);
});

test.each([
  ["a wildcard, which EventBridge has", on({ wildcard: "a*" })],
  ["a prefix ignoring case, which EventBridge has", on({ prefix: { "equals-ignore-case": "A" } })],
  [
    "anything-but of a list of prefixes, which EventBridge has",
    on({ "anything-but": { prefix: ["a", "b"] } }),
  ],
  ["anything-but of a boolean", on({ "anything-but": true })],
  ["a range from top to bottom", { dynamodb: { SizeBytes: [{ numeric: ["<", 10, ">", 1] }] } }],
  ["an empty range", { dynamodb: { SizeBytes: [{ numeric: [">", 10, "<", 1] }] } }],
  ["$or of one pattern", { $or: [{ eventName: ["INSERT"] }] }],
  ["what every object inherits", on({ toString: "a" })],
])("both refuse %s", (_, refused) => {
  expect([fileAccepts(refused), serviceAccepts(refused)]).toEqual([false, false]);
});

test.each([
  ["a key that no record has", { event: ["INSERT"] }],
  ["an attribute without its type tag", { dynamodb: { NewImage: { state: ["open"] } } }],
])("the file alone refuses %s: Lambda accepts it, and then matches nothing", (_, pointless) => {
  expect([fileAccepts(pointless), serviceAccepts(pointless)]).toEqual([false, true]);
});
