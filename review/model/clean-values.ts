import type { ElementJson } from "../../synthesized/stack-json";
import { elementOf } from "../plan/action";

/** Attributes that no question about access needs, and that must not end up in a report. */
const PRIVATE = ["environment"];

/**
 * Attributes of a state or a plan as synthesized JSON would have them: without what is null or empty, and with literal
 * `${` marked as such. What is sensitive is left out.
 * @param sensitive Terraform's marking of what is sensitive
 */
export function cleanValues(values: unknown, sensitive: unknown = {}): ElementJson {
  const marks = elementOf(sensitive);
  return Object.fromEntries(
    Object.entries(elementOf(values))
      .filter(([key]) => !PRIVATE.includes(key) && marks[key] !== true)
      .map(([key, value]) => [key, clean(value)] as const)
      .filter(([, value]) => !isEmpty(value)),
  );
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("${", "$${");
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, clean(one)] as const)
      .filter(([, one]) => !isEmpty(one)),
  );
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return value === null || value === "" || value === undefined;
  return Object.keys(value).length === 0;
}
