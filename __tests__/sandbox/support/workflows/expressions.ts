/** The contexts that the workflows' expressions refer to: `vars`, `matrix`, `needs` and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/**
 * A value of a workflow as GitHub gives it to a step. Only what the steps of this project need is understood: paths into
 * contexts, texts in quotes, and `||` between them.
 * @throws Error if an expression holds anything else
 */
export function evaluated(value: unknown, contexts: Contexts): string {
  return String(value ?? "").replace(/\$\{\{(.*?)\}\}/g, (_all, expression: string) =>
    firstOf(expression, contexts),
  );
}

function firstOf(expression: string, contexts: Contexts): string {
  const values = expression.split("||").map((part) => operand(part.trim(), contexts));
  return values.find((one) => one !== "") ?? "";
}

function operand(text: string, contexts: Contexts): string {
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (!/^[\w-]+(\.[\w-]+)*$/.test(text))
    throw new Error(`this test does not understand the expression ${text}`);
  const found = text
    .split(".")
    .reduce<unknown>((inside, key) => (inside as Contexts | undefined)?.[key], contexts);
  return found === undefined ? "" : String(found);
}
