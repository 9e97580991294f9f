import type { StackJson } from "../synthesized/stack-json";

/** An expression of Terraform; `$${` is a text. */
const EXPRESSION = /(?<!\$)\$\{[^}]*\}/g;

/** A reference to an element: whether it is a data source, type, and name. */
const REFERENCE = /(?<![\w."])(data\.)?((?:aws|terraform)_\w+)\.([\w-]+)\./g;

/**
 * Checks that expressions refer to elements of their own stack only. CDKTF would look for references between stacks by
 * resolving every stack one more time, a third of the time that a synthesis of many stacks takes.
 * @throws Error that names the elements of other stacks
 */
export function assertOwnReferences({ resource = {}, data = {}, output = {} }: StackJson): void {
  const text = JSON.stringify({ resource, data, output });
  const strays = new Set<string>();
  for (const [expression] of text.matchAll(EXPRESSION)) {
    for (const [, kind = "", type = "", name = ""] of expression.matchAll(REFERENCE)) {
      const elements = kind === "" ? resource : data;
      if (elements[type]?.[name] === undefined) strays.add(`${kind}${type}.${name}`);
    }
  }
  if (strays.size === 0) return;
  throw new Error(
    `not in this stack: ${[...strays].join(", ")}. ` +
      "An element of another stack is known by an output of that stack: read it as `readSourceOutputs` does",
  );
}
