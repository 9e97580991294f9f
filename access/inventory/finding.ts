/** Something in a stack that the environment file does not imply, or something that it implies and is not there. */
export interface InventoryFinding {
  /** Stack, and where in it: an address and an attribute, as a rule. */
  readonly place: string;
  /** What the file implies. */
  readonly expected: string;
  /** What is there. */
  readonly found: string;
  /** Why it matters: a sentence. */
  readonly why: string;
}

/** What stands for something that is not there. */
export const NOTHING = "nothing";

/** What stands for an element that nobody deployed, or that somebody removed. */
export const NOT_DEPLOYED = "nothing that is deployed";

/** A finding for a reviewer, on four lines. */
export function inventoryFindingText({ place, expected, found, why }: InventoryFinding): string {
  return [place, `  expected: ${expected}`, `  found:    ${found}`, `  ${why}`].join("\n");
}

/** Characters of a value that a finding shows: enough to recognize it. */
const SHOWN_CHARACTERS = 400;

/** Fields whose values may be secrets: findings end up in logs. */
const SECRET = /(?:^|[._])(?:variables|\w*secret\w*|\w*password\w*|\w*token|access_key)(?:$|\.)/i;

/**
 * A value as findings show it. What may be a secret is left out.
 * @param path fields on the way to the value
 */
export function shown(value: unknown, path = ""): string {
  if (value === undefined) return NOTHING;
  const open = withoutSecrets(value, path);
  const text = typeof open === "string" ? open : JSON.stringify(open);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function withoutSecrets(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, path));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, one]) => [key, withoutSecrets(one, `${path}.${key}`)]));
  }
  return typeof value === "string" && SECRET.test(path) ? `(${value.length} characters)` : value;
}
