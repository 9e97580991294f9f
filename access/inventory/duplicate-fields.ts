/** Texts, and what opens, closes and separates values. Numbers and words decide nothing here. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** The fields that stand twice in one object of a JSON text. The text must be JSON. */
export function duplicateFields(json: string): string[] {
  const open: Set<string>[] = [];
  const found: string[] = [];
  let text = "";
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === ":" && !isNew(JSON.parse(text), open.at(-1))) found.push(JSON.parse(text));
    if ("{[".includes(token)) open.push(new Set());
    if ("]}".includes(token)) open.pop();
    text = token;
  }
  return found;
}

/** Whether a field is the first of its name; it is remembered. */
function isNew(name: string, fields: Set<string> = new Set()): boolean {
  return fields.size < fields.add(name).size;
}
