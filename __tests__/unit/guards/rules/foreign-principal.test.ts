import { findingLine } from "../../../../guards/finding";
import { findingsIn } from "../../../../guards/rules";
import { stackWithPolicy } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { STREAM_PLACE, STREAM_POLICY } from "../support/places";

describeRule("foreign-principal", [
  {
    what: "a principal outside the environment's accounts",
    breaking: [{ ...STREAM_POLICY, replace: ["222222222222:root", "999999999999:root"] }],
    lines: [
      `${STREAM_PLACE}: [foreign-principal] statement HandlerReads lets arn:aws:iam::999999999999:root in, which is in none of the known accounts. Add its account to \`accounts\`, or remove the grant.`,
    ],
  },
]);

const GRANT = {
  Sid: "Grant",
  Effect: "Allow",
  Principal: { AWS: ["111111111111", "222222222222"] },
  Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/sender" } },
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:eu-central-1:111111111111:queue",
};

test("the stacks' own accounts and the listed ones are known", () => {
  // Prepare
  const stack = stackWithPolicy(GRANT);

  // Act
  const findings = findingsIn([stack], { accountIds: ["222222222222"] });

  // Assess
  expect(findings).toEqual([]);
});

test("without a list only the stacks' own accounts are known", () => {
  // Prepare
  const stack = stackWithPolicy(GRANT);

  // Act
  const findings = findingsIn([stack]);

  // Assess
  expect(findings.map(findingLine)).toEqual([
    "own aws_iam_role_policy.policy: [foreign-principal] statement Grant lets 222222222222 in, which is in none of the known accounts. Add its account to `accounts`, or remove the grant.",
  ]);
});

test("services, and principals that are denied, need no account", () => {
  // Prepare
  const service = { ...GRANT, Principal: { Service: "sns.amazonaws.com" } };
  const denied = { ...GRANT, Effect: "Deny", Principal: { AWS: "333333333333" } };

  // Act
  const findings = findingsIn([stackWithPolicy(service, denied)]);

  // Assess
  expect(findings.map(({ rule }) => rule)).toEqual(["known-principal"]);
});
