/** CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax": the words that these queries use. */
const WORDS = new Set(
  "fields filter sort limit stats by as and or not like in asc desc count min max datefloor 1h".split(" "),
);

/**
 * The fields that a query reads: neither words of the language, nor what CloudWatch adds (`@…`), nor the names that the
 * query gives.
 */
export function fieldsIn(query: string): string[] {
  const plain = query.replace(/"[^"]*"|\/[^/\n]+\//g, "");
  const given = new Set([...plain.matchAll(/\bas (\w+)/g)].map(([, name]) => name));
  const names = [...plain.matchAll(/(?<![@\w.])[A-Za-z_][\w.]*/g)].map(([name]) => name);
  return [...new Set(names)].filter((name) => !WORDS.has(name) && !given.has(name));
}
