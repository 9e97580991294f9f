import { SAMPLES } from "./samples";
import type { ElementJson, Stack, StackJson } from "./stack-json";

/** A Terraform expression; two dollar signs are one that is meant literally. */
const TOKEN = /(?<!\$)\$\{([^}]+)\}/g;

/**
 * Puts typed samples in place of what only an apply resolves. References to other elements, and through remote
 * state to other stacks, are followed. What has no sample stays, for `unresolvedIn` to find: a policy that
 * still holds an expression cannot be judged.
 */
export function substitute(text: string, stack: Stack, stacks: readonly Stack[]): string {
  return text.replace(TOKEN, (token, expression: string) => resolve(expression, stack, stacks) ?? token);
}

/** The expressions that are left in a text. */
export function unresolvedIn(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([token]) => token);
}

function resolve(expression: string, stack: Stack, stacks: readonly Stack[]): string | undefined {
  const [first = "", second = "", third = "", fourth = "", output = ""] = expression.split(".");
  if (first === "data" && second === "terraform_remote_state" && fourth === "outputs") {
    return outputOf(stack.json.data?.[second]?.[third], output, stacks);
  }
  const element = stack.json.resource?.[first]?.[second];
  if (!element) return undefined;
  const literal = element[third];
  if (typeof literal === "string") return substitute(literal, stack, stacks);
  const sample = SAMPLES[`${first}.${third}`]?.(element, stack, second);
  return sample && substitute(sample, stack, stacks);
}

function outputOf(
  state: ElementJson | undefined,
  output: string,
  stacks: readonly Stack[],
): string | undefined {
  const owner = ownersOf(stacks).get(placeOf(state?.config));
  const value = owner?.json.output?.[output]?.value;
  return owner && typeof value === "string" ? substitute(value, owner, stacks) : undefined;
}

/** With many tenants a consumer refers to as many states: looking through all stacks each time would be slow. */
const OWNERS = new WeakMap<readonly Stack[], Map<string | undefined, Stack>>();

/** The stacks by the place of their state. */
function ownersOf(stacks: readonly Stack[]): Map<string | undefined, Stack> {
  const known = OWNERS.get(stacks);
  if (known) return known;
  const owners = new Map(stacks.map((stack) => [placeOf(backendOf(stack.json.terraform)), stack]));
  OWNERS.set(stacks, owners);
  return owners;
}

/** Terraform Cloud is no backend in the JSON, but a block of its own. */
function backendOf({ backend = {}, cloud }: StackJson["terraform"] = {}): ElementJson | undefined {
  return cloud ?? Object.values(backend)[0];
}

/** What tells one state from another: its path, its bucket and key, or its workspace. */
function placeOf(settings: unknown): string | undefined {
  if (typeof settings !== "object" || settings === null) return undefined;
  const { path, bucket, key, organization, workspaces } = settings as ElementJson;
  const { name } = (workspaces ?? {}) as ElementJson;
  return JSON.stringify([path, bucket, key, organization, name]);
}
