import { oneOf } from "../config/suggest";
import { UserError } from "../errors/user-error";

/**
 * The stacks that `--only` names.
 * @param wanted names of stacks, keys of sources or consumers of the environment file, or names of stacks with `*` for any
 * text
 * @param entries names of the stacks of each source and consumer, by key
 * @throws UserError with every name that nothing has
 */
export function selectStacks<S extends { readonly name: string }>(
  stacks: readonly S[],
  wanted: readonly string[],
  entries: readonly Readonly<Record<string, string | readonly string[]>>[],
): S[] {
  const unknown: string[] = [];
  const names = new Set<string>();
  for (const one of wanted) {
    const found = stacks.filter(({ name }) => isMeant(name, one, entries));
    if (found.length === 0) unknown.push(one);
    for (const { name } of found) names.add(name);
  }
  if (unknown.length === 0) return stacks.filter(({ name }) => names.has(name));
  const known = [...new Set([...stacks.map(({ name }) => name), ...entries.flatMap(Object.keys)])];
  throw new UserError(
    unknown.map((name) => ({
      place: "--only",
      cause: `nothing is called ${name}`,
      remedy: oneOf(name, known),
    })),
    "The stacks to deploy:",
  );
}

function isMeant(
  stack: string,
  wanted: string,
  entries: readonly Readonly<Record<string, string | readonly string[]>>[],
): boolean {
  if (stack === wanted || entries.some((names) => [names[wanted]].flat().includes(stack))) return true;
  if (!wanted.includes("*")) return false;
  const pattern = wanted.split("*").map((text) => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`).test(stack);
}
