/** What the demo can show. */
export const SCENARIOS = ["stream", "reader", "switcher"] as const;

/** One thing that the demo shows. */
export type Scenario = (typeof SCENARIOS)[number];

/** What may follow `--scenario`. */
export const SCENARIO_CHOICES = [...SCENARIOS, "all"] as const;

/** The scenarios that a choice stands for. */
export function scenariosOf(choice: (typeof SCENARIO_CHOICES)[number]): readonly Scenario[] {
  return choice === "all" ? SCENARIOS : [choice];
}
