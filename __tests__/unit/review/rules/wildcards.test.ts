import type { ElementJson } from "../../../../synthesized/stack-json";
import { describeFindings } from "../describe-findings";
import { pipeline, policy, ROLE_POLICY, ROLE_STATEMENT, update } from "../pipeline";

const ROLE_POLICY_AT = "aws_iam_role_policy.role_policy";

function rolePolicy(...statements: readonly ElementJson[]) {
  return pipeline({}, { [ROLE_POLICY_AT]: update(ROLE_POLICY, { policy: policy(...statements) }) });
}

const TRACES: ElementJson = {
  Sid: "Trace",
  Effect: "Allow",
  Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  Resource: "*",
};

describeFindings("wildcards", [
  {
    what: "one that the project argues for",
    stacks: rolePolicy(ROLE_STATEMENT, TRACES),
    edits: { "consumers.handler.function.tracing": true },
    found: [
      `medium statement-added consumer ${ROLE_POLICY_AT}: The statement Trace is new: it allows xray:PutTraceSegments, xray:PutTelemetryRecords on *`,
    ],
  },
  {
    what: "one that nothing argues for",
    stacks: rolePolicy(ROLE_STATEMENT, { ...TRACES, Action: "xray:GetTraceSummaries" }),
    edits: { "consumers.handler.function.tracing": true },
    found: [
      `high unexpected-access consumer ${ROLE_POLICY_AT}: handler / stream handler gains xray:GetTraceSummaries on *: allowed by Trace (consumer ${ROLE_POLICY_AT})`,
      `high statement-added consumer ${ROLE_POLICY_AT}: The statement Trace is new: it allows xray:GetTraceSummaries on *`,
    ],
  },
  {
    what: "one that reaches a stranger's stream, which is in no stack",
    stacks: rolePolicy({ ...ROLE_STATEMENT, Resource: "*" }),
    found: [
      `high unexpected-access consumer ${ROLE_POLICY_AT}: handler / stream handler gains dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator on *: allowed by ReadStreams (consumer ${ROLE_POLICY_AT})`,
      `high wider-resources consumer ${ROLE_POLICY_AT}: The statement ReadStreams reaches *, too`,
    ],
  },
]);
