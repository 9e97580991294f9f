import { findingsIn } from "../../../../guards/rules";
import { stackWithPolicy } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { STREAM_PLACE, STREAM_POLICY } from "../support/places";

describeRule("public-principal", [
  {
    what: "a public principal",
    breaking: [{ ...STREAM_POLICY, replace: ["arn:aws:iam::222222222222:root", "*"] }],
    lines: [
      `${STREAM_PLACE}: [public-principal] statement HandlerReads lets everyone in. Name the account and the role in \`Principal\` and \`Condition\`.`,
      `${STREAM_PLACE}: [wildcard] statement HandlerReads has Principal *, and nothing argues for it. Name exactly what is meant, or argue for the whole statement in \`arguedStatements\`.`,
    ],
  },
]);

test("everyone but a few is public, too", () => {
  // Prepare
  const statement = {
    Effect: "Allow",
    NotPrincipal: { AWS: "111111111111" },
    Action: "sqs:SendMessage",
    Resource: "arn:aws:sqs:eu-central-1:111111111111:queue",
  };

  // Act
  const findings = findingsIn([stackWithPolicy(statement)]);

  // Assess
  expect(findings.map(({ rule, cause }) => `${rule}: ${cause}`)).toEqual([
    "public-principal: a statement without Sid lets everyone in",
    'wildcard: a statement without Sid has NotPrincipal {"AWS":"111111111111"}, and nothing argues for it',
  ]);
});
