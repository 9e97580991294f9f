/** The scenarios of the demo. */
export const SCENARIOS = ["stream", "reader", "switcher", "events"] as const;

/** A scenario of the demo. */
export type Scenario = (typeof SCENARIOS)[number];

/** The values of `--scenario`. */
export const SCENARIO_CHOICES = [...SCENARIOS, "all"] as const;

/** The scenarios that a choice selects. */
export function scenariosOf(choice: (typeof SCENARIO_CHOICES)[number]): readonly Scenario[] {
  return choice === "all" ? SCENARIOS : [choice];
}
