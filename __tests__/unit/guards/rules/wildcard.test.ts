import { findingsIn } from "../../../../guards/rules";
import { stackWithPolicy } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { ROLE_PLACE, ROLE_POLICY } from "../support/places";

describeRule("wildcard", [
  {
    what: "a wildcard without a reason",
    breaking: [{ ...ROLE_POLICY, replace: ["s3:PutObject", "s3:*"] }],
    lines: [
      `${ROLE_PLACE}: [wildcard] statement KeepFailedBatches has Action s3:*, a wildcard without a reason. Name exactly what is meant, or give the reason in guards/allowed-wildcards.ts.`,
    ],
  },
]);

const STATEMENT = {
  Sid: "ReadBatches",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::batches/*",
};

test("an app may allow wildcards of its own, each with its reason", () => {
  // Prepare
  const allowedWildcards = { "ReadBatches Resource /*": "Lambda chooses the names of the objects" };

  // Act
  const findings = findingsIn([stackWithPolicy(STATEMENT)], { allowedWildcards });

  // Assess
  expect(findings).toEqual([]);
});

test("a reason covers one field of one statement", () => {
  // Prepare
  const allowedWildcards = { "ReadBatches Resource /*": "Lambda chooses the names of the objects" };
  const wider = [
    { ...STATEMENT, Action: "s3:*" },
    { ...STATEMENT, Sid: "Other" },
    { ...STATEMENT, Resource: "arn:aws:s3:::*/*" },
  ];

  // Act
  const findings = findingsIn([stackWithPolicy(...wider)], { allowedWildcards });

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    "statement ReadBatches has Action s3:*, a wildcard without a reason",
    "statement Other has Resource arn:aws:s3:::batches/*, a wildcard without a reason",
    "statement ReadBatches has Resource arn:aws:s3:::*/*, a wildcard without a reason",
  ]);
});

test("a reason may be for one exact ARN", () => {
  // Prepare
  const allowedWildcards = { "ReadBatches Resource arn:aws:s3:::batches/*": "Lambda chooses the names" };
  const other = { ...STATEMENT, Resource: "arn:aws:s3:::others/*" };

  // Act
  const findings = findingsIn([stackWithPolicy(STATEMENT, other)], { allowedWildcards });

  // Assess
  expect(findings.map(({ cause }) => cause)).toEqual([
    "statement ReadBatches has Resource arn:aws:s3:::others/*, a wildcard without a reason",
  ]);
});
