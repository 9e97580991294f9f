import { withoutComment } from "../../../synthesized/comments";
import type { ElementJson } from "../../../synthesized/stack-json";

/** A policy that stands in an element as JSON text. */
export function policyOf(element: ElementJson, attribute = "policy"): unknown {
  return JSON.parse(String(element[attribute]));
}

/** What a test compares: the element without its place in the construct tree. */
export function settingsOf(element: ElementJson): ElementJson {
  return withoutComment(element);
}

/** A Terraform expression as it stands in the JSON. */
export function expression(text: string): string {
  return `\${${text}}`;
}
