import type { Rule } from "./rule";

/** Access that nobody could judge. */
export const accessNotJudged: Rule = {
  id: "access-not-judged",
  finds: "policies that cannot be judged, so that nothing is known of access gained or lost",
  severity: "high",
  consequence: "Access gained or lost by these plans is not shown.",
  remedy: "Read the policies yourself, and see to what the message names.",
  check: ({ access, stacks }) =>
    access.failures.map((cause) => ({
      stack: stacks[0]?.planned.name ?? "",
      cause: cause.replace(/\.$/, ""),
    })),
};
