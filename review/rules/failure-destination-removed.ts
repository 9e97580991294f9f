import type { ElementJson } from "../../synthesized/stack-json";
import { actionOf, afterOf, beforeOf, blockOf, isLost } from "../plan/action";
import { changesOf, type StackChange } from "../plan/reviewed-stack";
import { placeOf, type Rule } from "./rule";

/** A mapping without an on-failure destination that had one. */
export const failureDestinationRemoved: Rule = {
  id: "failure-destination-removed",
  finds:
    "an event source mapping whose on-failure destination is removed, which Terraform's plan does not show",
  severity: "high",
  consequence:
    "The provider sends no such change, so the mapping goes on delivering to the old destination: batches are discarded without a trace when that is gone.",
  remedy: "Keep a destination, or remove it from the mapping by hand before the old one is destroyed.",
  check: ({ stacks }) =>
    changesOf(stacks, "aws_lambda_event_source_mapping")
      .filter(losesDestination)
      .map((mapping) => {
        const destination = destinationOf(beforeOf(mapping.change));
        return {
          ...placeOf(mapping),
          cause: `The mapping has no on-failure destination any more; it was ${destination}`,
        };
      }),
};

/** The configuration decides: in the plan the old destination may still stand. */
function losesDestination({ stack, change }: StackChange): boolean {
  if (isLost(change) || actionOf(change) === "create" || destinationOf(beforeOf(change)) === "") return false;
  const configured = stack.configuration.resource?.[change.type]?.[change.name];
  const isConfigured = configured?.destination_config !== undefined;
  return (
    !isConfigured ||
    (destinationOf(afterOf(change)) === "" && !isUnknownDestination(change.change.after_unknown))
  );
}

function destinationOf({ destination_config }: ElementJson): string {
  return String(blockOf(blockOf(destination_config).on_failure).destination_arn ?? "");
}

function isUnknownDestination(unknown: unknown): boolean {
  return JSON.stringify(unknown ?? {}).includes('"destination_config"');
}
