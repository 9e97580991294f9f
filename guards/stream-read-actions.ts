import { STREAM_READ_ACTIONS } from "../constructs/stream-policy";
import type { SynthesizedPolicy } from "../synthesized/policies";
import { listOf, type Statement, statementsOf } from "../synthesized/statements";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** Lambda reads a stream only if all three actions are allowed on both sides; with two it retries for minutes first. */
export function streamReadActions({ policies }: GuardInput): Finding[] {
  return policies.flatMap((policy) =>
    statementsOf(policy.document)
      .filter((statement) => readsStreams(statement))
      .flatMap((statement) => missingActions(policy, statement)),
  );
}

function readsStreams({ Effect, Action }: Statement): boolean {
  return (
    Effect === "Allow" && listOf(Action).some((action) => STREAM_READ_ACTIONS.some((read) => read === action))
  );
}

function missingActions(policy: SynthesizedPolicy, { Sid, Action }: Statement): Finding[] {
  const present = listOf(Action);
  const missing = STREAM_READ_ACTIONS.filter((action) => !present.includes(action));
  if (missing.length === 0) return [];
  return [
    {
      place: placeOf(policy),
      cause: `statement ${Sid} reads a stream without ${missing.join(" and ")}`,
      remedy: "Allow all three: DescribeStream, GetRecords and GetShardIterator",
    },
  ];
}
