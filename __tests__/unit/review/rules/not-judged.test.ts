import { describeFindings } from "../describe-findings";
import { pipeline, policy, ROLE_POLICY, reader, STREAM_POLICY, same, update } from "../pipeline";

const POLICY_AT = "aws_dynamodb_resource_policy.stream_policy";
const ROLE_POLICY_AT = "aws_iam_role_policy.role_policy";

const SENSITIVE = { policy: true };

describeFindings("policies that are marked as sensitive", [
  {
    what: "a policy that changes cannot be judged, and nobody is said to lose anything",
    stacks: pipeline({
      [POLICY_AT]: {
        ...update(STREAM_POLICY, { policy: policy(reader("arn:aws:iam::222222222222:role/other")) }),
        sensitive: SENSITIVE,
      },
    }),
    found: [
      `high access-not-judged source ${POLICY_AT}: The policy is marked as sensitive, so access by it cannot be judged`,
    ],
  },
  {
    what: "a policy that stays",
    stacks: pipeline({ [POLICY_AT]: { ...same(STREAM_POLICY), sensitive: SENSITIVE } }),
    found: [],
  },
]);

describeFindings("policies that cannot be judged", [
  {
    what: "a policy that is no JSON, in its own stack",
    stacks: pipeline({}, { [ROLE_POLICY_AT]: update(ROLE_POLICY, { policy: "all of it" }) }),
    found: [`high access-not-judged consumer ${ROLE_POLICY_AT}: After the apply: it is not JSON`],
  },
]);
