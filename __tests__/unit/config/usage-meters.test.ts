import { checkEnvironment } from "../../../config/load-environment";
import { formatProblem } from "../../../config/problem";
import { type Content, describeRules, edited, sampleConsumer, sampleSource } from "./sample";

const METER = "consumers.handler.usageMeter";
const METERED: Content = {
  [METER]: {
    roleName: "meter-role",
    ledgerTableName: "UsageLedger",
    sums: [{ name: "amount", path: ["amount"] }],
    function: { name: "meter", entry: "__tests__/unit/config/sample.ts" },
  },
};
const metered = (edits: Content = {}): Content => ({ ...structuredClone(METERED), ...edits });

describeRules("usage meters", [
  {
    rule: "they count sources that the consumer reads, each named once",
    passing: metered({ [`${METER}.sources`]: ["changes"] }),
    failing: metered({
      "sources.other": sampleSource({ tableName: "Other" }),
      [`${METER}.sources`]: ["changes", "other", "changes"],
    }),
    lines: [
      `${METER}.sources[1]: handler has no mapping to "other". Add one to consumers.handler.mappings, or remove the line.`,
      `${METER}.sources[2]: "changes" is already there. Remove one of the two.`,
    ],
  },
  {
    rule: "the sources are in the file",
    passing: metered(),
    failing: metered({ [`${METER}.sources`]: ["chnges"] }),
    lines: [
      `${METER}.sources[0]: \`sources\` has no "chnges". Did you mean changes? Define it there, or use one of: changes.`,
    ],
  },
  {
    rule: "each sum has a name of its own",
    passing: metered({
      [`${METER}.sums`]: [
        { name: "a", path: ["a"] },
        { name: "b", path: ["a"] },
      ],
    }),
    failing: metered({
      [`${METER}.sums`]: [
        { name: "a", path: ["a"] },
        { name: "a", path: ["b"] },
      ],
    }),
    lines: [`${METER}.sums[1].name: "a" is already there. Remove one of the two.`],
  },
  {
    rule: "windows end where hours end",
    severity: "warning",
    passing: metered({ [`${METER}.windowSeconds`]: 900 }),
    failing: metered({ [`${METER}.windowSeconds`]: 420 }),
    lines: [
      `${METER}.windowSeconds: windows of 420 seconds run across the ends of hours, days and months, and count in full for the one that they begin in. Use a number that divides 3600, such as 60, 300 or 900.`,
    ],
  },
  {
    rule: "sums need new images",
    passing: metered({ "sources.changes.streamViewType": "KEYS_ONLY", [`${METER}.sums`]: [] }),
    failing: metered({ "sources.changes.streamViewType": "KEYS_ONLY" }),
    lines: [
      `${METER}.sums: the stream of changes has no new images (KEYS_ONLY), so there is nothing to add up. Set sources.changes.streamViewType to NEW_AND_OLD_IMAGES, or leave changes out of \`sources\`.`,
    ],
  },
  {
    rule: "the stack sets its own variables",
    passing: metered({ [`${METER}.function.environment`]: { STAGE: "test" } }),
    failing: metered({ [`${METER}.function.environment`]: { LEDGER_TABLE: "Other" } }),
    lines: [
      `${METER}.function.environment.LEDGER_TABLE: the stack sets this variable itself. Change the settings it comes from instead.`,
    ],
  },
]);

test("a meter reads each of its streams beside its consumer: with another consumer that is one reader too many", () => {
  // Act
  const content = edited(
    metered({
      "consumers.second": sampleConsumer("second"),
      "sources.changes.readers": [{ consumer: "handler" }, { consumer: "second" }],
    }),
  );
  const { problems } = checkEnvironment(content);

  // Assess
  expect(problems.map(formatProblem)).toContainEqual(
    expect.stringContaining(
      "3 readers poll this stream (handler.mappings[0], handler.usageMeter, second.mappings[0]), more than the 2",
    ),
  );
});
