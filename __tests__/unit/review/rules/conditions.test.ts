import type { ElementJson } from "../../../../synthesized/stack-json";
import { describeFindings } from "../describe-findings";
import { pipeline, policy, ROLE, reader, STREAM_POLICY, update } from "../pipeline";

const POLICY_AT = "aws_dynamodb_resource_policy.stream_policy";
const READER = reader();

function streamPolicy(...statements: readonly ElementJson[]) {
  return pipeline({ [POLICY_AT]: update(STREAM_POLICY, { policy: policy(...statements) }) });
}

const OTHER = "arn:aws:iam::222222222222:role/other";
const MAPPING_AT = "aws_lambda_event_source_mapping.mapping_changes";
const NOT_READ = `high reader-revoked consumer ${MAPPING_AT}: handler / stream handler may no longer read the stream of Changes: no statement of source ${POLICY_AT} allows it`;

function asking(values: readonly string[], operator = "ArnEquals"): ElementJson {
  return reader(undefined, { Condition: { [operator]: { "aws:PrincipalArn": values } } });
}

describeFindings("conditions", [
  {
    what: "another role in the place of one is no wider",
    stacks: streamPolicy(asking([OTHER])),
    found: [NOT_READ],
  },
  {
    what: "one more role",
    stacks: streamPolicy(asking([ROLE, OTHER])),
    found: [
      `medium wider-conditions source ${POLICY_AT}: The statement HandlerReads asks for ArnEquals aws:PrincipalArn ["${ROLE}","${OTHER}"] instead of ArnEquals aws:PrincipalArn ["${ROLE}"]`,
    ],
  },
  {
    what: "a pattern in the place of a role",
    stacks: streamPolicy(asking(["arn:aws:iam::222222222222:role/handler-*"])),
    found: [
      `medium wider-conditions source ${POLICY_AT}: The statement HandlerReads asks for ArnEquals aws:PrincipalArn ["arn:aws:iam::222222222222:role/handler-*"] instead of ArnEquals aws:PrincipalArn ["${ROLE}"]`,
    ],
  },
  {
    what: "a role of an account that the file does not list",
    stacks: streamPolicy(asking(["arn:aws:iam::444444444444:role/other"])),
    found: [
      NOT_READ,
      `high wider-conditions source ${POLICY_AT}: The statement HandlerReads asks for ArnEquals aws:PrincipalArn ["arn:aws:iam::444444444444:role/other"] instead of ArnEquals aws:PrincipalArn ["${ROLE}"]`,
    ],
  },
  {
    what: "a condition that compares something else than lists of texts",
    stacks: pipeline({
      [POLICY_AT]: update(
        { ...STREAM_POLICY, policy: policy(inNetwork("10.0.0.0/8")) },
        { policy: policy(inNetwork("11.0.0.0/8")) },
      ),
    }),
    found: [
      `medium wider-conditions source ${POLICY_AT}: The statement HandlerReads asks for IpAddress aws:SourceIp ["11.0.0.0/8"] instead of IpAddress aws:SourceIp ["10.0.0.0/8"]`,
    ],
  },
  {
    what: "a condition that is gone",
    stacks: pipeline({
      [POLICY_AT]: update(
        { ...STREAM_POLICY, policy: policy(inNetwork("10.0.0.0/8")) },
        { policy: policy(READER) },
      ),
    }),
    found: [
      `high wider-conditions source ${POLICY_AT}: The statement HandlerReads no longer asks for IpAddress aws:SourceIp ["10.0.0.0/8"]`,
    ],
  },
]);

/** A reader that must come from a network, besides what it must be. */
function inNetwork(range: string): ElementJson {
  return reader(undefined, {
    Condition: { ...(READER.Condition as object), IpAddress: { "aws:SourceIp": range } },
  });
}
