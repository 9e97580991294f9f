import { actionOf, afterOf, beforeOf, isUnknown } from "../plan/action";
import { changesOf, type StackChange } from "../plan/reviewed-stack";
import { placeOf, type Rule, type Violation } from "./rule";

/** A stream that ends, although its table may stay. */
export const streamRecreated: Rule = {
  id: "stream-recreated",
  finds: "a stream that ends: it is turned off, or a new one with a new ARN takes its place",
  severity: "high",
  consequence:
    "Consumers have to follow to the new ARN. What they have not read from the old stream by then is lost to them.",
  remedy:
    "Stop the writers, wait until every consumer has read everything, and deploy the source first, then its consumers (docs/changes.md, Replace a stream).",
  check: ({ stacks }) => [
    ...changesOf(stacks, "aws_dynamodb_table")
      .filter(endsStream)
      .map((table) => ({ ...placeOf(table), cause: causeOf(table) })),
    ...changesOf(stacks, "aws_dynamodb_resource_policy").flatMap(followed),
  ],
};

/** A policy that follows to a stream that is there already: somebody else replaced the stream that it was on. */
function followed(policy: StackChange): Violation[] {
  const { change } = policy;
  const [from, to] = [beforeOf(change).resource_arn, afterOf(change).resource_arn];
  if (actionOf(change) !== "replace" || isUnknown(change, "resource_arn") || from === to) return [];
  return [
    {
      ...placeOf(policy),
      cause: `The policy of ${from} moves to ${to}, which has taken that stream's place`,
    },
  ];
}

function endsStream({ change }: StackChange): boolean {
  if (beforeOf(change).stream_enabled !== true) return false;
  if (actionOf(change) !== "update") return ["replace", "destroy"].includes(actionOf(change));
  return isUnknown(change, "stream_arn") || afterOf(change).stream_enabled !== true;
}

function causeOf({ change }: StackChange): string {
  const stream = `The stream of ${String(beforeOf(change).name)}`;
  if (actionOf(change) === "destroy") return `${stream} is destroyed with its table`;
  if (actionOf(change) === "replace") return `${stream} is replaced with its table`;
  return afterOf(change).stream_enabled === true ? `${stream} is created again` : `${stream} is turned off`;
}
