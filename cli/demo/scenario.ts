/** The scenarios of the demo that share one environment with one source and one consumer. */
export const SCENARIOS = ["stream", "reader", "switcher", "events"] as const;

/** A scenario of one source and one consumer. */
export type Scenario = (typeof SCENARIOS)[number];

/** The values of `--scenario`: those with many tenants deploy an environment of their own. */
export const SCENARIO_CHOICES = [...SCENARIOS, "all", "saas", "central"] as const;

/** The scenarios that a choice selects. */
export function scenariosOf(choice: Scenario | "all"): readonly Scenario[] {
  return choice === "all" ? SCENARIOS : [choice];
}
