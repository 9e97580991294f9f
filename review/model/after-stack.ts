import type { Stack } from "../../synthesized/stack";
import type { ElementJson } from "../../synthesized/stack-json";
import { actionOf, afterOf, elementOf, holdsTrue } from "../plan/action";
import type { ResourceChange } from "../plan/plan-json";
import type { ReviewedStack } from "../plan/reviewed-stack";
import { type ChangingOutput, changingOutputs, refersToOne } from "./changing-outputs";
import { cleanValues, hiddenValues } from "./clean-values";
import { withoutComputedPolicy } from "./computed-policy";
import { elementsOf, keyOf } from "./element-key";
import { withLookedUp } from "./looked-up";
import { inlinePolicies, withOwnReferences } from "./own-references";

/** A stack as the plan leaves it. */
export interface AfterStack {
  /** In the form of a synthesized stack: what the plan knows is a value, everything else an expression. */
  readonly stack: Stack;
  /** Attributes that only the apply tells, as `type.name.attribute`. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * A stack as the plan leaves it. What was planned with outputs of another stack that will change counts as unknown: the
 * stack is planned again before it is applied.
 */
export function afterStack(reviewed: ReviewedStack, all: readonly ReviewedStack[]): AfterStack {
  const { planned, plan, configuration } = reviewed;
  const { name, accountId, region } = planned;
  const changing = changingOutputs(reviewed, all);
  const merged = (plan.resource_changes ?? [])
    .filter((change) => change.mode === "managed" && remains(change))
    .map((change) => {
      const configured = configuration.resource?.[change.type]?.[change.name] ?? {};
      return { ...change, ...mergedElement(change, configured, changing) };
    });
  const unknown = merged.flatMap((one) =>
    one.unknown.map((attribute) => `${one.type}.${keyOf(one)}.${attribute}`),
  );
  const resource = elementsOf(merged);
  const json = { ...configuration, resource: withOwnReferences(resource, inlinePolicies(plan)) };
  const stack = withLookedUp({ name, accountId, region, json }, reviewed);
  return { stack, unknown: new Set(unknown) };
}

/** A deposed object is only ever destroyed. */
function remains(change: ResourceChange): boolean {
  return change.deposed === undefined && !["destroy", "forget"].includes(actionOf(change));
}

function mergedElement(
  change: ResourceChange,
  configured: ElementJson,
  changing: readonly ChangingOutput[],
): { element: ElementJson; unknown: string[] } {
  const { after_unknown, after_sensitive } = change.change;
  const marks = elementOf(after_unknown);
  const keys = new Set([...Object.keys(afterOf(change)), ...Object.keys(marks)]);
  const unknown = [...keys].filter((key) => holdsTrue(marks[key]) || refersToOne(configured[key], changing));
  const known = [...keys].filter((key) => !unknown.includes(key));
  const values = cleanValues(afterOf(change), after_sensitive);
  const hidden = Object.entries(elementOf(after_sensitive)).filter(([, mark]) => mark === true);
  const { environment: _private, ...element } = Object.fromEntries([
    ...Object.entries(configured).filter(([key]) => !known.includes(key)),
    ...known.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
    ...Object.entries(hiddenValues(hidden.map(([key]) => key))),
  ]);
  return { element: withoutComputedPolicy(change.type, element, configured), unknown };
}
