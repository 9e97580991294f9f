import { keyOf } from "../model/element-key";
import { actionOf } from "../plan/action";
import { changesOf } from "../plan/reviewed-stack";
import { placeOf, placeOfPolicy, type ReviewInput, type Rule, type Violation } from "./rule";

/** Access that nobody could judge. */
export const accessNotJudged: Rule = {
  id: "access-not-judged",
  finds: "policies that cannot be judged, or that change and are marked as sensitive",
  severity: "high",
  consequence: "Access that somebody gains or loses by them is not shown.",
  remedy: "Read the policies yourself, and see to what the message names.",
  check: (input) => [...failures(input), ...hidden(input)],
};

/** What has no place is one finding for each side: one policy that cannot be evaluated spoils every question. */
function failures({ access }: ReviewInput): Violation[] {
  const placed = access.failures.filter(({ place }) => place !== undefined);
  const others = (["before", "after"] as const).flatMap((side) => {
    const [first, ...more] = access.failures.filter((one) => one.side === side && one.place === undefined);
    if (!first) return [];
    return {
      ...first,
      cause: `${first.cause}${more.length > 0 ? `, and ${more.length} more like this` : ""}`,
    };
  });
  return [...placed, ...others].map(({ side, place, cause }) => ({
    ...placeOfPolicy(place ?? ""),
    cause: `${SIDES[side]} the apply: ${cause.replace(/\.$/, "")}`,
  }));
}

const SIDES = { before: "Before", after: "After" };

function hidden({ stacks, sides }: ReviewInput): Violation[] {
  return changesOf(stacks)
    .filter(({ change }) => actionOf(change) !== "none")
    .filter(({ stack, change }) => sides.hidden.has(`${stack.planned.name} ${change.type}.${keyOf(change)}`))
    .map((one) => ({
      ...placeOf(one),
      cause: "The policy is marked as sensitive, so access by it cannot be judged",
    }));
}
