import { type ArguedStatement, isArguedFor } from "../../../guards/argued-statement";
import type { PlacedStatement } from "../../../guards/placed-statement";
import type { Stack } from "../../../synthesized/stack";

const ARGUED: ArguedStatement = {
  resourceType: "aws_iam_role",
  policy: "identity",
  effect: "Allow",
  actions: ["xray:PutTraceSegments"],
  resources: ["*"],
  because: "X-Ray has no resources",
};

function place(change: Partial<PlacedStatement> = {}): PlacedStatement {
  return {
    stack: { region: "eu-central-1", accountId: "222222222222" } as Stack,
    address: "aws_iam_role.role",
    resourceType: "aws_iam_role",
    policy: "identity",
    statement: { Effect: "Allow", Action: "xray:PutTraceSegments", Resource: "*" },
    ...change,
  };
}

test("an argument covers the statement that it describes, whatever its ID", () => {
  // Prepare
  const placed = place({ statement: { ...place().statement, Sid: "Trace" } });

  // Act
  const covered = isArguedFor(placed, [ARGUED]);

  // Assess
  expect(covered).toBe(true);
});

test.each<[string, Partial<PlacedStatement>]>([
  ["another policy of the same resource", { policy: "trust" }],
  ["a resource of another type", { resourceType: "aws_iam_policy" }],
  [
    "a statement with one more action",
    { statement: { ...place().statement, Action: ["a:b", "xray:PutTraceSegments"] } },
  ],
  [
    "a statement with a condition",
    { statement: { ...place().statement, Condition: { Bool: { "aws:x": "true" } } } },
  ],
])("an argument does not cover %s", (_what, change) => {
  // Prepare
  const placed = place(change);

  // Act
  const covered = isArguedFor(placed, [ARGUED]);

  // Assess
  expect(covered).toBe(false);
});
