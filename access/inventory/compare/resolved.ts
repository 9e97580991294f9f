import { substitute } from "../../../synthesized/references";
import type { Stack } from "../../../synthesized/stack";

/** Gives a text of a stack with its plain references resolved, as far as the stacks know the value. */
export type Resolver = (text: string) => string;

/** Two dollar or percent signs before a brace are one that is meant literally; three are none of ours. */
const ESCAPED = /(?<![$%])([$%])\1\{/g;
const EXPRESSION = /\$\{[^}]*\}/g;

/** A resource's attribute, or another stack's output: nothing that Terraform would compute. */
const PLAIN_REFERENCE =
  /^\$\{(?:[a-z0-9_]+\.[a-z0-9_]+\.[a-z0-9_]+|data\.terraform_remote_state\.[a-z0-9_]+\.outputs\.[a-z0-9_]+)\}$/i;

/** The resolver of one stack. What is computed stays as it is, and so equals nothing that is expected. */
export function resolverOf(stack: Stack, stacks: readonly Stack[]): Resolver {
  return (text) => {
    if (!hasExpression(text)) return text;
    const expressions = text.replace(ESCAPED, "").match(EXPRESSION) ?? [];
    return expressions.every((one) => PLAIN_REFERENCE.test(one)) ? substitute(text, stack, stacks) : text;
  };
}

/** Whether Terraform would evaluate something in a text. */
export function hasExpression(text: string): boolean {
  return /[$%]\{/.test(text.replace(ESCAPED, ""));
}

/** A value with every string resolved. */
export function resolvedValue(value: unknown, resolve: Resolver): unknown {
  if (typeof value === "string") return resolve(value);
  if (Array.isArray(value)) return value.map((one) => resolvedValue(one, resolve));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolvedValue(one, resolve)]));
}

/** The texts of a value, names of fields included, that Terraform would evaluate. */
export function expressionsIn(value: unknown): string[] {
  if (typeof value === "string") return hasExpression(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [...expressionsIn(key), ...expressionsIn(one)]);
}
