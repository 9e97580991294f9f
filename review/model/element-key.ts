import type { ElementJson, ElementsJson } from "../../synthesized/stack-json";
import type { ResourceName } from "../plan/plan-json";

/** A resource with its attributes. */
export interface NamedElement extends Pick<ResourceName, "type" | "name" | "index"> {
  readonly element: ElementJson;
}

/** Name of an element in its stack's JSON: one of several that `count` or `for_each` makes has its index in it. */
export function keyOf({ name, index }: Pick<ResourceName, "name" | "index">): string {
  return index === undefined ? name : `${name}[${JSON.stringify(index)}]`;
}

/** Resources as a stack's JSON has them: by type and name. */
export function elementsOf(resources: readonly NamedElement[]): ElementsJson {
  const elements: Record<string, Record<string, ElementJson>> = {};
  for (const resource of resources) {
    elements[resource.type] ??= {};
    Object.assign(elements[resource.type] ?? {}, { [keyOf(resource)]: resource.element });
  }
  return elements;
}
