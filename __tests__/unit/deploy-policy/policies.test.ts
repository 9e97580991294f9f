import { policiesOf } from "../../../deploy-policy/policies";
import type { PolicyStatement } from "../../../deploy-policy/statements";

function statement(action: string, ...resources: string[]): PolicyStatement {
  return { Effect: "Allow", Action: [action], Resource: resources };
}

/** As IAM counts them. */
function charactersOf(document: unknown): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

test("what fits into one policy is one policy, without a number", () => {
  // Prepare
  const statements = [statement("a:B", "arn:1"), statement("a:C", "arn:2")];

  // Act
  const policies = policiesOf("deploy", statements);

  // Assess
  expect(policies).toEqual([
    { name: "deploy-4cc833ee", document: { Version: "2012-10-17", Statement: statements } },
  ]);
});

test("what does not fit is spread over numbered policies, and nothing is lost", () => {
  // Prepare
  const statements = Array.from({ length: 10 }, (_, index) => statement(`a:Action${index}`, "arn:aws:x"));
  const limit = 250;

  // Act
  const policies = policiesOf("deploy", statements, limit);

  // Assess
  const names = policies.map(({ name }) => name.replace(/-[0-9a-f]{8}$/, ""));
  expect(names).toEqual(["deploy-1", "deploy-2", "deploy-3", "deploy-4"]);
  expect(policies.filter(({ document }) => charactersOf(document) > limit)).toEqual([]);
  expect(policies.flatMap(({ document }) => document.Statement)).toEqual(statements);
});

test("a statement that is too large alone is divided by its resources", () => {
  // Prepare
  const resources = Array.from({ length: 200 }, (_, index) => `arn:aws:lambda:::function:f${index}`);

  // Act
  const policies = policiesOf("deploy", [statement("lambda:GetFunction", ...resources)]);

  // Assess
  expect(policies.map(({ document }) => charactersOf(document) <= 6_144)).toEqual([true, true]);
  expect(policies.flatMap(({ document }) => document.Statement).flatMap(({ Resource }) => Resource)).toEqual(
    resources,
  );
});

test("another document has another name, and the same one the same", () => {
  // Act
  const [first, again, other] = ["arn:1", "arn:1", "arn:2"].map(
    (arn) => policiesOf("deploy", [statement("a:B", arn)])[0]?.name,
  );

  // Assess
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("no statements, no policy", () => {
  // Act
  const policies = policiesOf("deploy", []);

  // Assess
  expect(policies).toEqual([]);
});
