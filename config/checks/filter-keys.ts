import type { SourceDraft } from "../draft";
import { isGroup, valueAt } from "../group";
import { type Path, type Problem, warning } from "../problem";
import { oneOf } from "../suggest";

/** A filter on a key that the table does not have matches nothing, and Lambda takes it without a word. */
export function filterKeyProblems(
  path: Path,
  pattern: object,
  source: Pick<SourceDraft, "partitionKey" | "sortKey"> | undefined,
): Problem[] {
  const { partitionKey, sortKey } = source ?? {};
  const wanted = valueAt(pattern, ["dynamodb", "Keys"]);
  if (!isGroup(wanted) || partitionKey?.name === undefined) return [];
  const types = new Map([partitionKey, sortKey].flatMap((key) => (key?.name ? [[key.name, key.type]] : [])));
  return Object.entries(wanted)
    .filter(([name, value]) => !name.startsWith("$") && !matchesAbsence(value))
    .flatMap(([name, value]) => {
      const where = [...path, "dynamodb", "Keys", name];
      if (!types.has(name)) {
        const cause = `the table has no key "${name}", so this filter matches no record`;
        return [warning(where, cause, oneOf(name, [...types.keys()], "The attributes of its key are"))];
      }
      const type = types.get(name);
      if (type === undefined || !isGroup(value) || Object.hasOwn(value, type)) return [];
      const cause = `the key "${name}" is of type ${type}, so this filter matches no record`;
      return [warning(where, cause, `Write ${type} in place of ${Object.keys(value).join(", ")}`)];
    });
}

/** `exists: false` is true of what is not there. */
function matchesAbsence(value: unknown): boolean {
  return JSON.stringify(value)?.includes('"exists":false') ?? false;
}
