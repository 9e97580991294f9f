import type { GuardSettings } from "../../../../guards/guard-settings";
import { findingsIn } from "../../../../guards/rules";
import { CROSS_ACCOUNT } from "../../config/sample";
import { stackWithPolicy } from "../../support/stack-with";
import { temporaryFolder } from "../../support/temporary-folder";
import { describeRule } from "../support/describe-rule";
import { findingsAfter } from "../support/findings-after";
import { SWITCHER_PLACE, SWITCHER_POLICY } from "../support/places";

const folder = temporaryFolder();

describeRule("any-account", [
  {
    what: "assuming roles of any account where the file names the accounts",
    edits: CROSS_ACCOUNT,
    breaking: [{ ...SWITCHER_POLICY, replace: ["iam::111111111111:role", "iam::*:role"] }],
    lines: [
      `${SWITCHER_PLACE}: [wildcard] statement AssumeAccessRoles has Resource arn:aws:iam::*:role/external-role, and nothing argues for it. Name exactly what is meant, or argue for the whole statement in \`arguedStatements\`.`,
      `${SWITCHER_PLACE}: [any-account] statement AssumeAccessRoles assumes arn:aws:iam::*:role/external-role in any account, and the accounts are to be named. Name the accounts, or write \`accounts: any\` for the account switcher.`,
    ],
  },
]);

test("assuming roles of any account passes where the file says `any`", () => {
  // Prepare
  const edits = { ...structuredClone(CROSS_ACCOUNT), "consumers.handler.accountSwitcher.accounts": "any" };

  // Act
  const findings = findingsAfter(folder, edits);

  // Assess
  expect(findings).toEqual([]);
});

const ASSUMES_ANYTHING = { Sid: "Assume", Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" };
const ALLOWED: GuardSettings = {
  arguedStatements: [
    {
      resourceType: "aws_iam_role_policy",
      policy: "identity",
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      resources: ["*"],
      because: "a test",
    },
  ],
};

test("any role at all is a role of any account", () => {
  // Prepare
  const stack = stackWithPolicy(ASSUMES_ANYTHING);

  // Act
  const findings = findingsIn([stack], ALLOWED);

  // Assess
  expect(findings.map(({ rule, cause }) => `${rule}: ${cause}`)).toEqual([
    "any-account: statement Assume assumes * in any account, and the accounts are to be named",
  ]);
});

test("an app may mean any account", () => {
  // Prepare
  const stack = stackWithPolicy(ASSUMES_ANYTHING);

  // Act
  const findings = findingsIn([stack], { ...ALLOWED, assumesAnyAccount: true });

  // Assess
  expect(findings).toEqual([]);
});
