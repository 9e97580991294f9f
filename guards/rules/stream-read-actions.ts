import type { SynthesizedPolicy } from "../../synthesized/policies";
import { listOf, nameOf, type Statement, statementsOf } from "../../synthesized/statements";
import { placeOf, type Rule, type Violation } from "../rule";

/**
 * What Lambda does to read a stream (AWS Database Blog, 2026-02-09). Written out here, so that the rule shares
 * nothing with the constructs that it judges.
 */
const READ_ACTIONS: readonly string[] = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
];

/** Who may read a stream may do all that reading takes. */
export const streamReadActions: Rule = {
  id: "stream-read-actions",
  sentence: "A statement that allows reading a stream allows all three actions that Lambda needs.",
  why:
    "Lambda reads a stream only if both the stream's policy and the role's allow DescribeStream, GetRecords and " +
    "GetShardIterator. With only two of them, Terraform retries for minutes before it fails.",
  remedy: "Allow all three: DescribeStream, GetRecords and GetShardIterator",
  check: ({ policies }) =>
    policies.flatMap((policy) =>
      statementsOf(policy.document)
        .filter(readsStreams)
        .flatMap((statement) => missingActions(policy, statement)),
    ),
};

function readsStreams({ Effect, Action }: Statement): boolean {
  return Effect === "Allow" && listOf(Action).some((action) => READ_ACTIONS.includes(action));
}

function missingActions(policy: SynthesizedPolicy, statement: Statement): Violation[] {
  const present = listOf(statement.Action);
  const missing = READ_ACTIONS.filter((action) => !present.includes(action));
  if (missing.length === 0) return [];
  return [
    {
      place: placeOf(policy),
      cause: `${nameOf(statement)} reads a stream without ${missing.join(" and ")}`,
    },
  ];
}
