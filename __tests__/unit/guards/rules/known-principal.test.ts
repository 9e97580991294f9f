import type { GuardSettings } from "../../../../guards/guard-settings";
import { findingsIn } from "../../../../guards/rules";
import type { ElementJson, ElementsJson } from "../../../../synthesized/stack-json";
import { stackWith } from "../../support/stack-with";
import { expression } from "../../support/synthesize";
import { describeRule } from "../support/describe-rule";
import { STREAM_PLACE, STREAM_POLICY } from "../support/places";

const REMEDY = "Name the role in `Principal`, or its account and the role in `Condition`.";
const NARROWED =
  '"Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::222222222222:role/handler-role"}}';

describeRule("known-principal", [
  ...[
    ["not narrowed at all", '"Condition":{}'],
    ["that is narrowed if the key is there", NARROWED.replace("ArnEquals", "ArnEqualsIfExists")],
    ["that is narrowed by a pattern", NARROWED.replace("ArnEquals", "ArnLike")],
    [
      "that is narrowed to an organization",
      '"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}',
    ],
    ["that is narrowed to a user", NARROWED.replace("role/handler-role", "user/handler")],
  ].map(([what = "", condition = ""]) => ({
    what: `an account ${what}`,
    breaking: [{ ...STREAM_POLICY, replace: [NARROWED, condition] as const }],
    lines: [
      `${STREAM_PLACE}: [known-principal] statement HandlerReads lets arn:aws:iam::222222222222:root in, which is no role, and nothing narrows it to one. ${REMEDY}`,
    ],
  })),
]);

const ROLE = "arn:aws:iam::111111111111:role/Given";
const API = {
  aws_iam_role: { given: { name: "Given" } },
  aws_apigatewayv2_api: { api: { name: "api" } },
};
const ROUTE = `${expression("aws_apigatewayv2_api.api.execution_arn")}/$default/GET/items`;

/** What the rule finds in a stack with a role, an API and these resources. */
function foundIn(resources: ElementsJson, settings: GuardSettings = {}): string[] {
  return findingsIn([stackWith({ ...API, ...resources })], settings)
    .filter(({ rule }) => rule === "known-principal")
    .map(({ cause }) => cause);
}

function trusting(Principal: unknown, more: object = {}): ElementsJson {
  const statement = { Sid: "Trusts", Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more };
  return {
    aws_iam_role: { ...API.aws_iam_role, role: { name: "Role", assume_role_policy: text(statement) } },
  };
}

function text(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function permission(more: ElementJson): ElementsJson {
  const invoke = { statement_id: "Invokes", action: "lambda:InvokeFunction", function_name: "reader" };
  return {
    aws_lambda_permission: { permission: { ...invoke, principal: "apigateway.amazonaws.com", ...more } },
  };
}

test.each<[string, ElementsJson]>([
  ["a role", trusting({ AWS: ROLE })],
  ["Lambda", trusting({ Service: "lambda.amazonaws.com" })],
  ["an account that is denied", trusting({ AWS: "111111111111" }, { Effect: "Deny" })],
  [
    "an account that is narrowed to a role",
    trusting({ AWS: "111111111111" }, { Condition: { ArnEquals: { "aws:PrincipalArn": ROLE } } }),
  ],
  ["a route of an API", permission({ source_arn: ROUTE })],
  ["a role that invokes a function", permission({ principal: ROLE })],
])("passes: %s", (_what, resources) => {
  // Act
  const found = foundIn(resources);

  // Assess
  expect(found).toEqual([]);
});

test.each<[string, ElementsJson, string]>([
  ["a user", trusting({ AWS: "arn:aws:iam::111111111111:user/ci" }), "arn:aws:iam::111111111111:user/ci"],
  [
    "a session",
    trusting({ AWS: "arn:aws:sts::111111111111:assumed-role/Given/me" }),
    "arn:aws:sts::111111111111:assumed-role/Given/me",
  ],
  [
    "roles by a pattern",
    trusting({ AWS: "arn:aws:iam::111111111111:role/ci-*" }),
    "arn:aws:iam::111111111111:role/ci-*",
  ],
  [
    "an account that is narrowed to a pattern",
    trusting(
      { AWS: "111111111111" },
      { Condition: { ArnEquals: { "aws:PrincipalArn": [ROLE, "arn:aws:iam::111111111111:role/ci-*"] } } },
    ),
    "111111111111",
  ],
  ["a unique ID", trusting({ AWS: "AROAEXAMPLE" }), "AROAEXAMPLE"],
  [
    "a federated identity",
    trusting({ Federated: "cognito-identity.amazonaws.com" }),
    "Federated cognito-identity.amazonaws.com",
  ],
  ["a canonical user", trusting({ CanonicalUser: "79a59df900b949e5" }), "CanonicalUser 79a59df900b949e5"],
  ["another service", trusting({ Service: "ec2.amazonaws.com" }), "Service ec2.amazonaws.com"],
  [
    "Lambda with another action",
    trusting({ Service: "lambda.amazonaws.com" }, { Action: ["sts:AssumeRole", "sts:TagSession"] }),
    "Service lambda.amazonaws.com",
  ],
])("is found: %s in a trust policy", (_what, resources, principal) => {
  // Act
  const found = foundIn(resources);

  // Assess
  expect(found).toEqual([
    `statement Trusts lets ${principal} in, which is no role, and nothing narrows it to one`,
  ]);
});

test.each<[string, ElementJson, string]>([
  ["API Gateway without a source", {}, "Service apigateway.amazonaws.com"],
  [
    "every route of an API",
    { source_arn: ROUTE.replace("/$default/GET/items", "/*/*") },
    "Service apigateway.amazonaws.com",
  ],
  [
    "an API that is in no stack",
    { source_arn: "arn:aws:execute-api:eu-central-1:111111111111:0123456789/$default/GET/items" },
    "Service apigateway.amazonaws.com",
  ],
  ["another service", { principal: "sns.amazonaws.com", source_arn: ROUTE }, "Service sns.amazonaws.com"],
  ["an account", { principal: "111111111111" }, "111111111111"],
])("is found: %s in a function's permission", (_what, more, principal) => {
  // Act
  const found = foundIn(permission(more));

  // Assess
  expect(found).toEqual([
    `statement Invokes lets ${principal} in, which is no role, and nothing narrows it to one`,
  ]);
});

test.each<[string, ElementsJson]>([
  [
    "a layer",
    {
      aws_lambda_layer_version_permission: {
        permission: {
          statement_id: "Gives",
          action: "lambda:GetLayerVersion",
          layer_name: "layer",
          principal: "111111111111",
        },
      },
    },
  ],
  [
    "a grant on a key",
    {
      aws_kms_grant: { grant: { key_id: "key", grantee_principal: "111111111111", operations: ["Decrypt"] } },
    },
  ],
])("is found: an account in the permission of %s", (_what, resources) => {
  // Act
  const found = foundIn(resources);

  // Assess
  expect(found).toEqual([
    expect.stringMatching(/^.* lets 111111111111 in, which is no role, and nothing narrows it to one$/),
  ]);
});

const TOPIC = "arn:aws:sns:eu-central-1:111111111111:topic";
const ARGUED: GuardSettings = {
  arguedStatements: [
    {
      resourceType: "aws_lambda_permission",
      policy: "resource",
      effect: "Allow",
      principal: { Service: "sns.amazonaws.com" },
      actions: ["lambda:InvokeFunction"],
      resources: ["reader"],
      condition: { ArnLike: { "AWS:SourceArn": TOPIC } },
      because: "the topic's messages go to the function",
    },
  ],
};

test("an app may argue for another service", () => {
  // Act
  const found = foundIn(permission({ principal: "sns.amazonaws.com", source_arn: TOPIC }), ARGUED);

  // Assess
  expect(found).toEqual([]);
});

test.each<[string, ElementJson]>([
  ["another source", { source_arn: `${TOPIC}s` }],
  ["no source", {}],
  ["another function", { source_arn: TOPIC, function_name: "handler" }],
])("the argument does not hold for %s", (_what, more) => {
  // Act
  const found = foundIn(permission({ principal: "sns.amazonaws.com", ...more }), ARGUED);

  // Assess
  expect(found).toEqual([
    "statement Invokes lets Service sns.amazonaws.com in, which is no role, and nothing narrows it to one",
  ]);
});
