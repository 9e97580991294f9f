import type { ElementJson } from "../../synthesized/stack-json";
import { elementOf } from "../plan/action";
import { POLICY_ATTRIBUTES } from "./policy-attributes";

/** Attributes that no question about access needs, and that must not end up in a report. */
const PRIVATE = ["environment"];

/** What stands for a policy that is marked as sensitive: it says that there is one, and nothing of what it allows. */
const HIDDEN_POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/**
 * Attributes of a state or a plan as synthesized JSON would have them: without what is null or empty, and with literal
 * `${` marked as such. What is sensitive is left out.
 * @param sensitive Terraform's marking of what is sensitive
 */
export function cleanValues(values: unknown, sensitive: unknown = {}): ElementJson {
  const marks = elementOf(sensitive);
  return Object.fromEntries(
    Object.entries(elementOf(values))
      .filter(([key]) => !PRIVATE.includes(key))
      .map(([key, value]) => [key, clean(value, marks[key], key)] as const)
      .filter(([, value]) => !isEmpty(value)),
  );
}

function clean(value: unknown, mark: unknown, key: string): unknown {
  if (mark === true) return hiddenValues([key])[key];
  if (typeof value === "string") return value.replaceAll("${", "$${");
  const marks = elementOf(mark);
  if (Array.isArray(value)) return value.map((one, index) => clean(one, marks[index], key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, clean(one, marks[name], name)] as const)
      .filter(([, one]) => !isEmpty(one)),
  );
}

/** What takes the place of attributes that are marked as sensitive: nothing, unless they hold policies. */
export function hiddenValues(attributes: readonly string[]): ElementJson {
  return Object.fromEntries(
    attributes
      .filter((one) => POLICY_ATTRIBUTES.includes(one))
      .map((one) => [
        one,
        one === "inline_policy" ? [{ name: "hidden", policy: HIDDEN_POLICY }] : HIDDEN_POLICY,
      ]),
  );
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return value === null || value === "" || value === undefined;
  return Object.keys(value).length === 0;
}
