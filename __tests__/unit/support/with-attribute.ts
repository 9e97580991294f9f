import type { Stack } from "../../../synthesized/stack";

/** A stack with one attribute of a resource replaced, as by hand. */
export function withAttribute(
  stack: Stack,
  [type, name, attribute]: readonly [type: string, name: string, attribute: string],
  value: unknown,
): Stack {
  const { resource = {} } = stack.json;
  const byName = resource[type];
  const element = byName?.[name];
  if (!element) throw new Error(`${stack.name} has no ${type}.${name}`);
  const changed = { ...resource, [type]: { ...byName, [name]: { ...element, [attribute]: value } } };
  return { ...stack, json: { ...stack.json, resource: changed } };
}
