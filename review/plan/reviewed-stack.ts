import type { PlannedStack } from "../../plan/manifest";
import type { StackJson } from "../../synthesized/stack-json";
import type { PlanJson, ResourceChange } from "./plan-json";

/** A stack with its plan. */
export interface ReviewedStack {
  readonly planned: PlannedStack;
  readonly plan: PlanJson;
  /** The stack's JSON, as it was synthesized. */
  readonly configuration: StackJson;
  /** Versions of the providers by their sources, such as `registry.terraform.io/hashicorp/aws`. */
  readonly providers: Readonly<Record<string, string>>;
}

/** A change of a resource, and the stack that it is in. */
export interface StackChange {
  readonly stack: ReviewedStack;
  readonly change: ResourceChange;
}

/** What the plans do to the resources of a type, or of all types. */
export function changesOf(stacks: readonly ReviewedStack[], type?: string): StackChange[] {
  return stacks.flatMap((stack) =>
    (stack.plan.resource_changes ?? [])
      .filter((change) => change.mode === "managed" && (type === undefined || change.type === type))
      .map((change) => ({ stack, change })),
  );
}
