/** A group of keys, as it was read from a file. */
export type Group = Readonly<Record<string, unknown>>;

/** Whether a value is a group of keys: neither a list nor a plain value. */
export function isGroup(value: unknown): value is Group {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a key; unlike `group[key]`, undefined for what every object inherits. */
export function ownValue(group: Group, key: string | number): unknown {
  return Object.hasOwn(group, key) ? group[key] : undefined;
}

/** The value at a path of keys; undefined if there is none. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((at, step) => (isGroup(at) ? ownValue(at, step) : undefined), value);
}
