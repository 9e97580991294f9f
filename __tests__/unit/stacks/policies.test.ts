import { isArguedFor } from "../../../guards/argued-statement";
import { ARGUED_STATEMENTS, ASSUMES_IN_ANY_ACCOUNT } from "../../../guards/argued-statements";
import type { PlacedStatement } from "../../../guards/placed-statement";
import { placedStatements } from "../../../guards/placed-statements";
import { wildcardsOf } from "../../../guards/wildcards";
import { policiesOf } from "../../../synthesized/policies";
import { type Content, CROSS_ACCOUNT, sampleConsumer, sampleSource } from "../config/sample";
import { OPERATED } from "../config/sample-operator";
import { stacksOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** The switcher's access role may only list one of both. */
function listing(action: string): Content {
  const roles = "sources.changes.accessRoles";
  const edits = structuredClone(CROSS_ACCOUNT);
  const { switcher, ...others } = edits[roles] as Content;
  return {
    ...edits,
    [roles]: { ...others, switcher: { ...(switcher as Content), allow: [{ actions: [action] }] } },
  };
}

const ENVIRONMENTS: Readonly<Record<string, Content>> = {
  "listing tables": listing("dynamodb:ListTables"),
  "listing buckets": listing("s3:ListAllMyBuckets"),
  "access to one account": CROSS_ACCOUNT,
  "access to any account": {
    ...structuredClone(CROSS_ACCOUNT),
    "consumers.handler.accountSwitcher.accounts": "any",
  },
  "the sample": {},
  operators: OPERATED,
  tracing: { "consumers.handler.function.tracing": true },
  "customer-managed key": { "sources.changes.encryption": { type: "customer-managed" } },
  "several consumers, by role ARN": {
    "sources.changes": sampleSource({
      readers: [{ consumer: "handler", grant: "role-arn" }, { consumer: "audit" }],
      encryption: { type: "customer-managed" },
    }),
    "consumers.audit": sampleConsumer("audit"),
  },
};

/** What the constructs argue for, in every app, and where any account is meant. */
const ARGUED = [...ARGUED_STATEMENTS, ASSUMES_IN_ANY_ACCOUNT];

/** The statements of an environment. */
function statementsIn(edits: Content): PlacedStatement[] {
  const stacks = stacksOf(synthesize(edits, folder));
  return placedStatements(stacks, policiesOf(stacks));
}

/** The statements of an environment that leave something open. */
function openIn(edits: Content): PlacedStatement[] {
  return statementsIn(edits).filter(({ statement }) => wildcardsOf(statement).length > 0);
}

test.each(Object.entries(ENVIRONMENTS))("%s: every wildcard has a reason", (_name, edits) => {
  // Act
  const open = openIn(edits);

  // Assess
  expect(open.length).toBeGreaterThanOrEqual(3);
  expect(open.filter((place) => !isArguedFor(place, ARGUED))).toEqual([]);
});

test("every reason is still needed", () => {
  // Act
  const stated = Object.values(ENVIRONMENTS).flatMap(statementsIn);

  // Assess
  expect(ARGUED.filter((argued) => !stated.some((place) => isArguedFor(place, [argued])))).toEqual([]);
});

test.each(Object.entries(ENVIRONMENTS))("%s: every element is on the aliased provider", (_name, edits) => {
  // Prepare
  const { stacks } = synthesize(edits, folder);

  // Act
  const elements = Object.values(stacks).flatMap(({ resource, data = {} }) =>
    [...Object.entries(resource), ...Object.entries(data)]
      .filter(([type]) => type.startsWith("aws_"))
      .flatMap(([, byName]) => Object.values(byName)),
  );

  // Assess
  expect(elements.length).toBeGreaterThanOrEqual(10);
  for (const { provider } of elements) expect(provider).toBe("aws.account");
});
