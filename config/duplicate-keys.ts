import { type Document, isScalar, visit, type YAMLMap } from "yaml";

/** A key that its group has twice, in the form of the library's own errors. */
export interface DuplicateKey {
  readonly code: "DUPLICATE_KEY";
  readonly message: string;
  /** Where the second one starts and ends. */
  readonly pos: readonly [number, number];
}

/**
 * The keys that a group of the document has more than once. The library's own check (`uniqueKeys`) compares each key
 * with all others: 26,000 keys in one group took it 15 seconds.
 */
export function duplicateKeys(document: Document): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  visit(document, {
    Map: (_, map) => {
      found.push(...duplicatesIn(map));
    },
  });
  return found;
}

function duplicatesIn({ items }: YAMLMap): DuplicateKey[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }): DuplicateKey[] => {
    if (!isScalar(key)) return [];
    const isNew = !seen.has(key.value);
    seen.add(key.value);
    if (isNew) return [];
    const [start = 0, end = start] = key.range ?? [];
    return [{ code: "DUPLICATE_KEY", message: "Map keys must be unique", pos: [start, end] }];
  });
}
