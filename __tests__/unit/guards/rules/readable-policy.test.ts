import { findingLine } from "../../../../guards/finding";
import { findingsIn } from "../../../../guards/rules";
import { stackWith } from "../../support/stack-with";
import { expression } from "../../support/synthesize";
import { describeRule } from "../support/describe-rule";
import { ROLE_POLICY } from "../support/places";

describeRule("readable-policy", [
  {
    what: "a policy that is not JSON",
    breaking: [{ ...ROLE_POLICY, replace: ['{"Version":"2012-10-17","Statement":[{', "["] }],
    lines: [
      expect.stringMatching(
        /^consumer aws_iam_role_policy\.role_policy: \[readable-policy\] the policy \[.*\} is not JSON\. Write the policy as JSON, such as with `JSON\.stringify`, instead of referring to a data source\.$/,
      ),
    ],
  },
]);

test("a policy that Terraform makes during the apply is found", () => {
  // Prepare
  const policy = expression("data.aws_iam_policy_document.document.json");

  // Act
  const findings = findingsIn([stackWith({ aws_iam_policy: { policy: { policy } } })]);

  // Assess
  expect(findings.map(findingLine)).toEqual([
    `own aws_iam_policy.policy: [readable-policy] the policy ${policy} is not JSON. Write the policy as JSON, such as with \`JSON.stringify\`, instead of referring to a data source.`,
  ]);
});
