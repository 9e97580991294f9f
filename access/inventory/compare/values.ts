/** A place where two values differ. */
export interface Difference {
  /** Fields and positions, such as `environment.variables.NODE_OPTIONS` or `rule[0].status`. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The places where two values differ. A field that is undefined is not there. */
export function differencesBetween(expected: unknown, found: unknown, path = ""): Difference[] {
  if (Object.is(expected, found)) return [];
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((one, index) => differencesBetween(one, found[index], `${path}[${index}]`));
  }
  if (isFields(expected) && isFields(found)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...names].flatMap((name) =>
      differencesBetween(own(expected, name), own(found, name), path === "" ? name : `${path}.${name}`),
    );
  }
  return [{ path, expected, found }];
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A field called like something that every object inherits is a field as well. */
function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
