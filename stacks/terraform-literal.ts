/**
 * Text that Terraform takes literally. In its JSON syntax every string is a template: `${` and `%{` in a value of the
 * environment file would be evaluated or refused.
 */
export function terraformLiteral(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** The same for every value of a record, with its keys in alphabetical order. */
export function terraformLiterals(record: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, terraformLiteral(value)]));
}

/** The same for every string in a JSON value, names of fields included. */
export function terraformLiteralJson<T>(value: T): T {
  return JSON.parse(terraformLiteral(JSON.stringify(value))) as T;
}
