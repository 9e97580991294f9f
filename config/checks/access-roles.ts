import { type AccessRoleDraft, type Draft, elementsOf, entriesOf, entryOf } from "../draft";
import { OWNER_KEYS } from "../function-parts";
import { error, type Path, type Problem } from "../problem";
import { ACCOUNT_ACTIONS } from "../schemas/access-role";

/** An access role must allow something, to functions that exist. */
export function checkAccessRoles(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => [
    ...tableUnderOwnKey(key, source.tables),
    ...entriesOf(source.accessRoles).flatMap(([name, role]) => {
      const path = ["sources", key, "accessRoles", name];
      return [
        ...allowsNothing(path, role),
        ...mismatchedActions(path, role),
        ...trustsNobody(path, role),
        ...missingFunctions(draft, path, role),
        ...trustedTwice(path, role),
      ];
    }),
  ]);
}

function tableUnderOwnKey(key: string, tables: object | undefined): Problem[] {
  if (!tables || !Object.hasOwn(tables, key)) return [];
  return [
    error(
      ["sources", key, "tables", key],
      "is the source's own key, which means its streamed table",
      "Use a different key",
    ),
  ];
}

function allowsNothing(path: Path, role: AccessRoleDraft): Problem[] {
  if (role.allow?.length !== 0 || role.managedPolicies?.length !== 0) return [];
  return [
    error(path, "grants no permissions", "Add `allow`, such as { actions: [dynamodb:Scan], table: … }"),
  ];
}

function trustsNobody(path: Path, { trusted, operators }: AccessRoleDraft): Problem[] {
  if (trusted?.length !== 0 || operators?.length !== 0) return [];
  const remedy =
    "Name at least one function in `trusted`, or a consumer with an operator role in `operators`";
  return [error(path, "lets nobody assume it", remedy)];
}

function mismatchedActions(path: Path, { allow }: AccessRoleDraft): Problem[] {
  return elementsOf(allow).flatMap(([place, allowed]) => {
    const listing = (allowed.actions ?? []).filter((action) => ACCOUNT_ACTIONS.some((one) => one === action));
    const reading = (allowed.actions ?? []).filter((action) => action && !listing.includes(action));
    const hasTable = "table" in allowed;
    const where = [...path, "allow", place];
    if (hasTable && listing.length > 0) {
      return [
        error(
          [...where, "actions"],
          `\`table\` cannot be combined with ${listing.join(" and ")}`,
          "List account actions in an entry without `table`",
        ),
      ];
    }
    if (hasTable || reading.length === 0) return [];
    return [
      error(
        [...where, "table"],
        `is missing, but required for ${reading.join(" and ")}`,
        "Add the key of a table",
      ),
    ];
  });
}

function missingFunctions(draft: Draft, path: Path, { trusted }: AccessRoleDraft): Problem[] {
  return elementsOf(trusted).flatMap(([place, { consumer: key, function: part }]) => {
    const consumer = entryOf(draft.consumers, key);
    const owner = part && OWNER_KEYS[part];
    if (!consumer || owner === undefined || owner in consumer) return [];
    return [
      error(
        [...path, "trusted", place, "function"],
        `consumers.${key} has no ${part}`,
        `Add consumers.${key}.${owner}, or trust another function`,
      ),
    ];
  });
}

function trustedTwice(path: Path, { trusted }: AccessRoleDraft): Problem[] {
  const seen = new Set<string>();
  return elementsOf(trusted).flatMap(([place, { consumer, function: part }]) => {
    if (consumer === undefined || part === undefined) return [];
    const name = `${consumer}'s ${part}`;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [error([...path, "trusted", place], `${name} is already trusted`, "Remove one of the two")];
  });
}
