import type { ElementJson } from "../../synthesized/stack-json";
import type { ResourceChange } from "./plan-json";

/** What becomes of a resource. `forget`: it leaves the state, and stays deployed. */
export type Action = "none" | "create" | "update" | "replace" | "destroy" | "forget";

/** What becomes of a resource. */
export function actionOf({ change: { actions } }: Pick<ResourceChange, "change">): Action {
  const does = (step: ResourceChange["change"]["actions"][number]) => actions.includes(step);
  if (does("create")) return does("delete") || does("forget") ? "replace" : "create";
  if (does("delete")) return "destroy";
  if (does("forget")) return "forget";
  return does("update") ? "update" : "none";
}

/** Whether the resource as it is deployed will be gone. */
export function isLost(change: ResourceChange): boolean {
  return ["replace", "destroy"].includes(actionOf(change));
}

/** The attributes as they are deployed; empty for what is created. */
export function beforeOf({ change: { before } }: ResourceChange): ElementJson {
  return elementOf(before);
}

/** The attributes that the plan knows already; empty for what is destroyed. */
export function afterOf({ change: { after } }: ResourceChange): ElementJson {
  return elementOf(after);
}

/** Whether only the apply tells an attribute, or a part of it. */
export function isUnknown({ change: { after_unknown } }: ResourceChange, attribute: string): boolean {
  return holdsTrue(elementOf(after_unknown)[attribute]);
}

/** Whether any part of a marking is set. */
export function holdsTrue(marking: unknown): boolean {
  if (typeof marking !== "object" || marking === null) return marking === true;
  return Object.values(marking).some(holdsTrue);
}

/** An object, or an empty one where there is none. */
export function elementOf(value: unknown): ElementJson {
  return typeof value === "object" && value !== null ? (value as ElementJson) : {};
}

/** The only block of its kind, wherever blocks are lists: `{}` if there is none. */
export function blockOf(block: unknown): ElementJson {
  return elementOf([block].flat()[0]);
}
