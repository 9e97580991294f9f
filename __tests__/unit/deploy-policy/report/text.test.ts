import type { PolicyHolder, Scope } from "../../../../deploy-policy/deploy-policies";
import { policiesText } from "../../../../deploy-policy/report/text";

const ROLE = "arn:aws:iam::111111111111:role/terraform";
const DEPLOY: PolicyHolder = {
  kind: "deploy",
  role: ROLE,
  stacks: ["source"],
  policies: [{ name: "terraform-test-deploy", document: { Version: "2012-10-17", Statement: [] } }],
  inexact: [],
  documented: [],
  tooMany: false,
};

test("who it is for, and the policy", () => {
  // Act
  const text = policiesText([DEPLOY]);

  // Assess
  expect(text).toBe(
    `# ${ROLE} deploys the stack source\n\nterraform-test-deploy:\n{\n  "Version": "2012-10-17",\n  "Statement": []\n}`,
  );
});

test.each<[string, Partial<PolicyHolder>, string]>([
  ["the state", { kind: "state", stacks: ["a", "b"] }, `# ${ROLE} keeps the state of the stacks a, b\n`],
  [
    "the caller",
    { kind: "caller" },
    "# The identity that Terraform is started with, for the stack source. The roles above must trust it.\n",
  ],
])("%s has a headline of its own", (_who, more, headline) => {
  // Act
  const text = policiesText([{ ...DEPLOY, ...more }]);

  // Assess
  expect(text.startsWith(headline)).toBe(true);
});

test.each<[Scope, string, string]>([
  ["plan", "plans", "Terraform"],
  ["drift", "looks for drift in", "`npm run drift`"],
])("the policies of %s say so", (scope, verb, program) => {
  // Act
  const text = policiesText([DEPLOY, { ...DEPLOY, kind: "caller" }], scope);

  // Assess
  expect(text.split("\n").filter((line) => line.startsWith("#"))).toEqual([
    `# ${ROLE} ${verb} the stack source`,
    `# The identity that ${program} is started with, for the stack source. The roles above must trust it.`,
  ]);
});

test("remarks follow the policies", () => {
  // Prepare
  const inexact = [{ actions: ["a:B", "a:C"], text: "a reason" }];
  const documented = [{ actions: ["a:D"], text: "a page" }];

  // Act
  const text = policiesText([{ ...DEPLOY, inexact, documented, tooMany: true }]);

  // Assess
  expect(text.split("}\n\n")[1]).toBe(
    "Not exact, and why:\n  a:B, a:C: a reason\n\nDocumented by AWS, never checked by the local AWS:\n  a:D: a page\n\nAWS attaches at most 10 managed policies to a role unless the quota is raised. Deploy the stacks of this account with a role each (--stack prints their policies), or ask for a higher quota.",
  );
});
