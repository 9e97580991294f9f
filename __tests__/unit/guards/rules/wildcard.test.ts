import type { GuardSettings } from "../../../../guards/guard-settings";
import { findingsIn } from "../../../../guards/rules";
import { stackWith, stackWithPolicy } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { KEY_PLACE, KEY_POLICY, ROLE_PLACE, ROLE_POLICY } from "../support/places";

const REMEDY = "Name exactly what is meant, or argue for the whole statement in `arguedStatements`.";
const OBJECTS = "Resource arn:aws:s3:::handler-failures-222222222222-eu-central-1/*";
const LOGS = "Resource arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/handler:*";
const ENCRYPTED = { "sources.changes.encryption": { type: "customer-managed" } };

describeRule("wildcard", [
  {
    what: "another action under the same ID",
    breaking: [{ ...ROLE_POLICY, replace: ["s3:PutObject", "s3:*"] }],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement KeepFailedBatches has Action s3:* and ${OBJECTS}, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "a further action under the same ID",
    breaking: [
      { ...ROLE_POLICY, replace: ['"logs:PutLogEvents"', '"logs:PutLogEvents","logs:GetLogEvents"'] },
    ],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement WriteOwnLogStreams has ${LOGS}, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "another resource under the same ID",
    breaking: [{ ...ROLE_POLICY, replace: [':*"', '*"'] }],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement WriteOwnLogStreams has Resource arn:aws:logs:eu-central-1:222222222222:log-group:/aws/lambda/handler*, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "another condition under the same ID",
    breaking: [
      {
        ...ROLE_POLICY,
        replace: [
          '"Condition":{"StringEquals":{"s3:ResourceAccount":"222222222222"}}},{"Sid":"FindFailureBucket"',
          '"Condition":{"StringEquals":{"s3:ResourceAccount":"999999999999"}}},{"Sid":"FindFailureBucket"',
        ],
      },
    ],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement KeepFailedBatches has ${OBJECTS}, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "no condition under the same ID",
    breaking: [
      {
        ...ROLE_POLICY,
        replace: [
          ',"Condition":{"StringEquals":{"s3:ResourceAccount":"222222222222"}}},{"Sid":"FindFailureBucket"',
          '},{"Sid":"FindFailureBucket"',
        ],
      },
    ],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement KeepFailedBatches has ${OBJECTS}, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "a denial that became a permission",
    breaking: [
      {
        stack: "consumer",
        type: "aws_s3_bucket_policy",
        name: "failure_bucket_policy",
        attribute: "policy",
        replace: [
          '"Effect":"Deny","Principal":"*"',
          '"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/handler-role"}',
        ],
      },
    ],
    lines: [
      `consumer aws_s3_bucket_policy.failure_bucket_policy: [wildcard] statement RefuseUnencryptedTransport has Action s3:* and ${OBJECTS}, and nothing argues for it. ${REMEDY}`,
    ],
  },
  {
    what: "a key's administration by another account",
    edits: ENCRYPTED,
    breaking: [{ ...KEY_POLICY, replace: ["111111111111:root", "222222222222:root"] }],
    lines: [
      `${KEY_PLACE}: [known-principal] statement AccountAdministers lets arn:aws:iam::222222222222:root in, which is no role, and nothing narrows it to one. Name the role in \`Principal\`, or its account and the role in \`Condition\`.`,
      `${KEY_PLACE}: [wildcard] statement AccountAdministers has Action kms:* and Resource *, and nothing argues for it. ${REMEDY}`,
    ],
  },
]);

test("the statement of a key does not hold for a role", () => {
  // Prepare
  const stack = stackWithPolicy({
    Sid: "HandlerDecrypts",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey"],
    Resource: "*",
  });

  // Act
  const findings = findingsIn([stack]);

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    "statement HandlerDecrypts has Resource *, and nothing argues for it",
  ]);
});

const STATEMENT = {
  Sid: "ReadBatches",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::batches/*",
};
const SETTINGS: GuardSettings = {
  arguedStatements: [
    {
      resourceType: "aws_iam_role_policy",
      policy: "identity",
      attachedTo: "role",
      effect: "Allow",
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::batches/*"],
      because: "Lambda chooses the names of the objects",
    },
  ],
};

test.each([
  ["its ID", STATEMENT],
  ["another ID", { ...STATEMENT, Sid: "Other" }],
  ["lists", { ...STATEMENT, Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::batches/*"] }],
])("an app may argue for a statement of its own: %s", (_what, statement) => {
  // Prepare
  const stack = stackWithPolicy(statement);

  // Act
  const findings = findingsIn([stack], SETTINGS);

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  ["effect", { ...STATEMENT, Effect: "Deny" }, "Resource arn:aws:s3:::batches/*"],
  ["action", { ...STATEMENT, Action: "s3:*" }, "Action s3:* and Resource arn:aws:s3:::batches/*"],
  ["resource", { ...STATEMENT, Resource: "arn:aws:s3:::others/*" }, "Resource arn:aws:s3:::others/*"],
  [
    "resource besides",
    { ...STATEMENT, Resource: ["arn:aws:s3:::batches/*", "arn:aws:s3:::others/1"] },
    "Resource arn:aws:s3:::batches/*",
  ],
  [
    "condition",
    { ...STATEMENT, Condition: { StringEquals: { "aws:ResourceAccount": "111111111111" } } },
    "Resource arn:aws:s3:::batches/*",
  ],
])("a reason covers no other %s under the same ID", (_what, statement, open) => {
  // Prepare
  const stack = stackWithPolicy(statement);

  // Act
  const findings = findingsIn([stack], SETTINGS);

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    `statement ReadBatches has ${open}, and nothing argues for it`,
  ]);
});

test("nobody can argue for what is allowed except for what is named", () => {
  // Prepare
  const stack = stackWithPolicy({ ...STATEMENT, NotAction: "s3:PutObject" });

  // Act
  const findings = findingsIn([stack], SETTINGS);

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    "statement ReadBatches has NotAction s3:PutObject and Resource arn:aws:s3:::batches/*, and nothing argues for it",
  ]);
});

test.each([
  ["another role", { aws_iam_role_policy: { policy: { role: "other", policy: textOf(STATEMENT) } } }],
  ["a managed policy", { aws_iam_policy: { policy: { policy: textOf(STATEMENT) } } }],
])("a reason covers no policy of %s", (_what, resource) => {
  // Prepare
  const stack = stackWith(resource);

  // Act
  const findings = findingsIn([stack], SETTINGS);

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    "statement ReadBatches has Resource arn:aws:s3:::batches/*, and nothing argues for it",
  ]);
});

function textOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
