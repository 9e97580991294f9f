import { actionOf, beforeOf, isLost } from "../plan/action";
import { changesOf, type StackChange } from "../plan/reviewed-stack";
import { placeOf, type Rule, type Violation } from "./rule";

/** A mapping that forgets how far it has read. */
export const mappingReplaced: Rule = {
  id: "mapping-replaced",
  finds: "an event source mapping that is replaced or destroyed, and forgets its position in the stream",
  severity: "medium",
  consequence:
    "A new mapping reads everything of the last 24 hours again, in the order in which it was written.",
  remedy:
    "To pause, set `enabled: false` instead. To move it to another stack, run `npm run mapping-stacks -- move` and plan again. Replace a mapping only when the function takes repeated records, and after it has read everything.",
  check: ({ stacks }) => {
    const changes = changesOf(stacks, "aws_lambda_event_source_mapping");
    return changes
      .filter(({ change }) => isLost(change))
      .map((mapping) => movedWithoutState(mapping, changes) ?? violationOf(mapping));
  },
};

/** A mapping keeps its address in whichever stack of its consumer it is. */
function movedWithoutState(mapping: StackChange, changes: readonly StackChange[]): Violation | undefined {
  const { planned } = mapping.stack;
  const created = changes.find(
    ({ stack, change }) =>
      actionOf(change) === "create" &&
      change.address === mapping.change.address &&
      stack.planned.accountId === planned.accountId &&
      stack.planned.region === planned.region,
  );
  if (actionOf(mapping.change) !== "destroy" || !created) return undefined;
  return {
    ...placeOf(mapping),
    cause: `The mapping is destroyed here, and created again in ${created.stack.planned.name}`,
  };
}

function violationOf(mapping: StackChange): Violation {
  const { function_arn, starting_position } = beforeOf(mapping.change);
  const name = String(function_arn ?? "")
    .split(":")
    .pop();
  const place = placeOf(mapping);
  if (actionOf(mapping.change) === "destroy") {
    const consequence = "The function reads no more. What it has not read within 24 hours is lost to it.";
    return { ...place, cause: `The mapping of ${name} is destroyed`, consequence };
  }
  const cause = `The mapping of ${name} is replaced`;
  if (starting_position !== "LATEST") return { ...place, cause };
  const consequence = "The new mapping starts at LATEST: every record that was not read by then is lost.";
  return { ...place, cause, severity: "high", consequence };
}
