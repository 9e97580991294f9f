import { findingsIn } from "../../../../guards/rules";
import { CROSS_ACCOUNT } from "../../config/sample";
import { stackWith } from "../../support/stack-with";
import { describeRule } from "../support/describe-rule";
import { ROLE_POLICY, STREAM_PLACE, STREAM_POLICY, TRUST_PLACE, TRUST_POLICY } from "../support/places";

describeRule("policy-size", [
  {
    what: "a stream policy with more than 20 KB, white space included",
    complying: [{ ...STREAM_POLICY, replace: ["}]}", `}]}${" ".repeat(19_500)}`] }],
    breaking: [{ ...STREAM_POLICY, replace: ["}]}", `}]}${" ".repeat(20_480)}`] }],
    lines: [
      `${STREAM_PLACE}: [policy-size] the policy has 20892 bytes, AWS allows 20480. Let fewer consumers read this stream, or give their roles shorter names.`,
    ],
  },
  {
    what: "an inline policy with more than 10,240 characters, white space not included",
    complying: [{ ...ROLE_POLICY, replace: ['{"Version"', `{${" ".repeat(10_240)}"Version"`] }],
    breaking: [{ ...ROLE_POLICY, replace: ['"WriteOwnLogStreams"', `"${"W".repeat(10_000)}"`] }],
    lines: [
      expect.stringMatching(
        /^consumer aws_iam_role_policy\.role_policy: \[policy-size\] the policy has 1\d{4} characters, AWS allows 10240\. Spread mappings and permissions over several consumers, or give fewer permissions, each with more resources\.$/,
      ),
    ],
  },
  {
    what: "a trust policy with more than 2,048 characters",
    edits: CROSS_ACCOUNT,
    complying: [{ ...TRUST_POLICY, replace: ['{"Version"', `{${" ".repeat(2_048)}"Version"`] }],
    breaking: [{ ...TRUST_POLICY, replace: ["HandlerReaderApiAssumes", "H".repeat(2_048)] }],
    lines: [
      `${TRUST_PLACE}: [policy-size] the policy has 2330 characters, AWS allows 2048. Let fewer functions assume this role, or create a second role for some of them.`,
    ],
  },
]);

test("the inline policies of one role share a limit, those of two roles do not", () => {
  // Prepare
  const policyOf = (role: string) => ({
    role,
    policy: JSON.stringify({
      Statement: [
        { Sid: "S".repeat(6_000), Effect: "Allow", Action: "sns:Publish", Resource: "arn:aws:sns:::a" },
      ],
    }),
  });
  const stackOf = (first: string, second: string) =>
    stackWith({ aws_iam_role_policy: { first: policyOf(first), second: policyOf(second) } });

  // Act
  const [one, two] = [stackOf("a", "a"), stackOf("a", "b")].map((stack) => findingsIn([stack]));

  // Assess
  expect(one?.map(({ place, cause }) => `${place}: ${cause}`)).toEqual([
    "own aws_iam_role_policy.second: the role's 2 inline policies together have 12190 characters, AWS allows 10240",
  ]);
  expect(two).toEqual([]);
});
