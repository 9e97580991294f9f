import { Testing } from "cdktf";
import type { Construct } from "constructs";
import type { ElementJson, StackJson } from "../../../synthesized/stack-json";

/** The hash that CDKTF appends to the name of each element. */
const HASH = /_[0-9A-F]{8}\b/g;

/** What constructs synthesize to in a stack of CDKTF's own. The names of elements stand without their hash. */
export function synthAlone(build: (scope: Construct) => void): StackJson {
  return JSON.parse(Testing.synthScope(build).replace(HASH, ""));
}

/** All elements of a type, by name; none is an empty object. */
export function elementsOf(
  { resource = {} }: StackJson,
  type: string,
): Readonly<Record<string, ElementJson>> {
  return resource[type] ?? {};
}

/** The only element of a type; fails if there are none or several. */
export function onlyElement(json: StackJson, type: string): ElementJson {
  const [element, ...others] = Object.values(elementsOf(json, type));
  if (element && others.length === 0) return element;
  throw new Error(`expected one ${type}, found ${Object.keys(elementsOf(json, type)).join(", ") || "none"}`);
}
