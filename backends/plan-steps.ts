import type { Step } from "./report";

/** The parts of a plan's JSON (`terraform show -json`) that tell what it does. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
  }[];
}

/** What a plan does to AWS. Importing alone changes nothing there. */
export function planSteps({ resource_changes = [] }: PlanJson): Step[] {
  return resource_changes
    .filter(({ change }) => !["no-op", "read"].includes(change.actions.join()))
    .map(({ address, change }) => ({ action: change.actions.join(" and "), what: address }));
}
