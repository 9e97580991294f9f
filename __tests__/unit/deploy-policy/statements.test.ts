import type { Grant } from "../../../deploy-policy/grant";
import { covers, statementsOf, withoutRedundant } from "../../../deploy-policy/statements";

const ORDERS = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders";
const DEVICES = "arn:aws:dynamodb:eu-central-1:111111111111:table/Devices";

function grant(action: string, resources: readonly string[], more: Partial<Grant> = {}): Grant {
  return { action, resources, steps: ["read"], ...more };
}

test("actions on the same resources share a statement, and so do resources of the same actions", () => {
  // Prepare
  const grants = [
    grant("dynamodb:DescribeTable", [ORDERS]),
    grant("dynamodb:DescribeTable", [DEVICES]),
    grant("dynamodb:DeleteTable", [DEVICES]),
    grant("dynamodb:DeleteTable", [ORDERS]),
    grant("dynamodb:ListTagsOfResource", [ORDERS]),
  ];

  // Act
  const statements = statementsOf(grants);

  // Assess
  expect(statements).toEqual([
    {
      Effect: "Allow",
      Action: ["dynamodb:DeleteTable", "dynamodb:DescribeTable"],
      Resource: [DEVICES, ORDERS],
    },
    { Effect: "Allow", Action: ["dynamodb:ListTagsOfResource"], Resource: [ORDERS] },
  ]);
});

test("a condition keeps its actions apart", () => {
  // Prepare
  const role = "arn:aws:iam::111111111111:role/handler";
  const conditions = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
  const grants = [grant("iam:GetRole", [role]), grant("iam:PassRole", [role], { conditions })];

  // Act
  const statements = statementsOf(grants);

  // Assess
  expect(statements).toEqual([
    { Effect: "Allow", Action: ["iam:GetRole"], Resource: [role] },
    { Effect: "Allow", Action: ["iam:PassRole"], Resource: [role], Condition: conditions },
  ]);
});

test.each([
  ["the same twice", grant("a:B", [ORDERS]), grant("a:B", [ORDERS])],
  ["what a pattern includes", grant("a:B", [`${ORDERS}*`]), grant("a:B", [`${ORDERS}/index/*`])],
  [
    "a condition on what is allowed anyway",
    grant("a:B", [ORDERS]),
    grant("a:B", [ORDERS], { conditions: { Bool: { "a:C": "true" } } }),
  ],
])("%s is left out", (_what, kept, redundant) => {
  // Act
  const grants = withoutRedundant([kept, redundant]);

  // Assess
  expect(grants).toEqual([kept]);
});

test.each([
  ["another action", grant("a:B", ["*"]), grant("a:C", [ORDERS])],
  ["another resource", grant("a:B", [ORDERS]), grant("a:B", [DEVICES])],
  [
    "what is allowed on a condition only",
    grant("a:B", ["*"], { conditions: { Bool: { "a:C": "true" } } }),
    grant("a:B", [ORDERS]),
  ],
])("%s stays", (_what, first, second) => {
  // Act
  const grants = withoutRedundant([first, second]);

  // Assess
  expect(grants).toEqual([first, second]);
});

test.each([
  ["the same ARN", ORDERS, ORDERS, true],
  ["a pattern that reaches over slashes", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b", true],
  ["a dot, which stands for itself", "a.b*", "axb", false],
  ["an ARN that only begins alike", ORDERS, `${ORDERS}2`, false],
])("%s", (_what, pattern, arn, expected) => {
  // Act
  const covered = covers(pattern, arn);

  // Assess
  expect(covered).toBe(expected);
});
