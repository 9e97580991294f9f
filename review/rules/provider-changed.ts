import type { ReviewedStack } from "../plan/reviewed-stack";
import type { ReviewInput, Rule, Violation } from "./rule";

/** Another version of a provider. */
export const providerChanged: Rule = {
  id: "provider-changed",
  finds:
    "a stack with another version of a provider than its last plan, or than the other stacks of this folder",
  severity: "medium",
  consequence: "A provider may plan other defaults, and write a state that the older version cannot read.",
  remedy: "Read the provider's change log, and deploy the new version alone, without other changes.",
  check: (input) => [...sinceLastPlan(input), ...amongStacks(input.stacks)],
};

function sinceLastPlan({ stacks, previous = [] }: ReviewInput): Violation[] {
  return stacks.flatMap(({ planned: { name }, providers }) => {
    const before = previous.find(({ planned }) => planned.name === name)?.providers ?? {};
    return Object.entries(providers)
      .filter(([source, version]) => before[source] !== undefined && before[source] !== version)
      .map(([source, version]) => ({
        stack: name,
        cause: `The provider ${nameOf(source)} changes from ${before[source]} to ${version}`,
      }));
  });
}

function amongStacks([first, ...others]: readonly ReviewedStack[]): Violation[] {
  return others.flatMap(({ planned: { name }, providers }) =>
    Object.entries(providers)
      .filter(([source, version]) => (first?.providers[source] ?? version) !== version)
      .map(([source, version]) => ({
        stack: name,
        cause: `The provider ${nameOf(source)} has version ${version}, but ${first?.providers[source]} in ${first?.planned.name}`,
      })),
  );
}

/** Without the registry's host. */
function nameOf(source: string): string {
  return source.split("/").slice(-2).join("/");
}
