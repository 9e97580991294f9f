import { ownerOfState } from "./remote-state";
import type { SynthesizedResource } from "./resources";
import { SAMPLES } from "./samples";
import type { Stack } from "./stack";

/** A Terraform expression. `$${` is a dollar sign and a brace that are meant literally. */
const EXPRESSION = /(?<!\$)\$\{([^}]+)\}/g;

/**
 * Replaces Terraform expressions by their values, and what only an apply resolves by a sample of the same form.
 * References to other resources, and through remote state to other stacks, are followed. An expression without a
 * sample stays, for `unresolvedIn` to find: a policy that still holds one cannot be judged.
 */
export function substitute(text: string, stack: Stack, stacks: readonly Stack[]): string {
  return text.replace(EXPRESSION, (token, expression: string) => resolve(expression, stack, stacks) ?? token);
}

/** The expressions that are left in a text. */
export function unresolvedIn(text: string): string[] {
  return [...text.matchAll(EXPRESSION)].map(([token]) => token);
}

/** An attribute of a resource as another resource would refer to it, such as `arn`: its value, or a sample. */
export function attributeOf(
  { stack, address }: SynthesizedResource,
  attribute: string,
  stacks: readonly Stack[],
): string {
  return substitute(`\${${address}.${attribute}}`, stack, stacks);
}

function resolve(expression: string, stack: Stack, stacks: readonly Stack[]): string | undefined {
  const [, state, output] = /^data\.terraform_remote_state\.([^.]+)\.outputs\.([^.]+)/.exec(expression) ?? [];
  if (state !== undefined && output !== undefined) return outputOf(stack, state, output, stacks);
  const [prefix = "", rest = expression] = /^(data)\.(.+)$/.exec(expression)?.slice(1) ?? [];
  const [kind = "", name = "", attribute = ""] = rest.split(".");
  const { data, resource } = stack.json;
  const element = (prefix === "" ? resource : data)?.[kind]?.[name];
  if (!element) return undefined;
  const type = prefix === "" ? kind : `${prefix}.${kind}`;
  const literal = element[attribute];
  if (typeof literal === "string") return substitute(literal, stack, stacks);
  const sample = SAMPLES[`${type}.${attribute}`]?.({
    stack,
    type,
    name,
    address: `${type}.${name}`,
    element,
  });
  return sample && substitute(sample, stack, stacks);
}

/** An output of another stack, read through the remote state of that name. */
function outputOf(
  reader: Stack,
  stateName: string,
  output: string,
  stacks: readonly Stack[],
): string | undefined {
  const state = reader.json.data?.terraform_remote_state?.[stateName];
  const owner = state && ownerOfState(state, stacks);
  const value = owner?.json.output?.[output]?.value;
  return owner && typeof value === "string" ? substitute(value, owner, stacks) : undefined;
}
