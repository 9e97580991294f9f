import { type Content, REMOVED } from "../sample";
import { environmentOf, errorsOf, withTenants } from "./support";

const METER = { roleName: "Meter", ledgerTableName: "Ledger", function: { name: "meter" } };
const MOVE =
  "Mappings that are deployed already move to their new stacks with npm run mapping-stacks -- move (docs/scale.md), and are made again without it.";

function contentOf(count: number, more: Content = {}): unknown {
  const tenants = Array.from({ length: count }, (_, n) => ({
    tenant: `t${n}`,
    account: String(300_000_000_000 + n),
  }));
  return withTenants(tenants, { organization: "o-a1b2c3d4e5", ...more });
}

test.each([
  { what: "a hundred mappings in the consumer's stack", count: 100, more: {} },
  {
    what: "fifty tenants whose changes are counted",
    count: 50,
    more: { "consumers.handler.usageMeter": METER },
  },
  { what: "more, where the file allows it", count: 101, more: { "consumers.handler.mappingsPerStack": 101 } },
  {
    what: "as many stacks as the error asks for",
    count: 101,
    more: { "consumers.handler.mappingStacks": 2 },
  },
])("$what are accepted", ({ count, more }) => {
  // Act
  const { consumers } = environmentOf(contentOf(count, more));

  // Assess
  expect(consumers.handler?.mappings).toHaveLength(count);
});

test.each([
  {
    what: "one mapping more than that",
    content: contentOf(101),
    lines: [
      `consumers.handler.mappings: 101 mappings of tenants are in the stack of handler, and \`mappingsPerStack\` allows 100. Set consumers.handler.mappingStacks to 2, or set consumers.handler.mappingsPerStack to at least 101. ${MOVE}`,
    ],
  },
  {
    what: "the meter's mappings as well",
    content: contentOf(51, { "consumers.handler.usageMeter": METER }),
    lines: [
      `consumers.handler.mappings: 102 mappings of tenants are in the stack of handler, and \`mappingsPerStack\` allows 100. Set consumers.handler.mappingStacks to 2, or set consumers.handler.mappingsPerStack to at least 102. ${MOVE}`,
    ],
  },
  {
    what: "too few stacks",
    content: contentOf(40, {
      "consumers.handler.mappingsPerStack": 10,
      "consumers.handler.mappingStacks": 2,
    }),
    lines: [
      `consumers.handler.mappingStacks: a mapping stack of handler holds 20 of its 40 mappings of tenants, and \`mappingsPerStack\` allows 10. Set consumers.handler.mappingStacks to 7, or set consumers.handler.mappingsPerStack to at least 20. ${MOVE}`,
    ],
  },
  {
    what: "a number that no stacks can keep, because each tenant has two mappings",
    content: contentOf(3, {
      "consumers.handler.usageMeter": METER,
      "consumers.handler.mappingsPerStack": 1,
      "consumers.handler.mappingStacks": 3,
    }),
    lines: [
      "consumers.handler.mappingStacks: a mapping stack of handler holds 4 of its 6 mappings of tenants, and `mappingsPerStack` allows 1. No number of mapping stacks up to 1000 is enough: set consumers.handler.mappingsPerStack to at least 4.",
    ],
  },
  {
    what: "numbers that are none, beside another mistake",
    content: contentOf(101, {
      "consumers.handler.mappingsPerStack": 0,
      "consumers.handler.mappingStacks": 1.5,
    }),
    lines: [
      "consumers.handler.mappingsPerStack: 0 is not a valid value here. Use a whole number from 1 to 10000.",
      "consumers.handler.mappingStacks: 1.5 is not a valid value here. Use a whole number from 1 to 1000.",
    ],
  },
  {
    what: "too many mappings beside a mistake of another kind",
    content: contentOf(101, { region: "nowhere" }),
    lines: [
      'region: "nowhere" is not a valid value here. Use the name of an AWS region, such as eu-central-1.',
      `consumers.handler.mappings: 101 mappings of tenants are in the stack of handler, and \`mappingsPerStack\` allows 100. Set consumers.handler.mappingStacks to 2, or set consumers.handler.mappingsPerStack to at least 101. ${MOVE}`,
    ],
  },
])("$what: refused", ({ content, lines }) => {
  // Act
  const errors = errorsOf(content);

  // Assess
  expect(errors).toEqual(lines);
});

test("the smallest number that fits is the smallest: it is accepted, and one less is refused", () => {
  // Prepare
  const with7 = { "consumers.handler.mappingsPerStack": 10, "consumers.handler.mappingStacks": 7 };

  // Act
  const enough = errorsOf(contentOf(40, with7));
  const tooFew = errorsOf(contentOf(40, { ...with7, "consumers.handler.mappingStacks": 6 }));

  // Assess
  expect(enough).toEqual([]);
  expect(tooFew).toHaveLength(1);
});

test("too many mappings for a stack do not hide that a role can read so many streams only in an organization", () => {
  // Act
  const errors = errorsOf(contentOf(1000, { organization: REMOVED }));

  // Assess
  expect(errors).toEqual([
    expect.stringMatching(/^consumers\.handler\.mappings: the ARNs of 1000 streams do not fit/),
    expect.stringMatching(/^consumers\.handler\.mappings: 1000 mappings of tenants are in the stack/),
  ]);
});
