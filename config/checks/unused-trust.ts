import { qualifiedRoleName } from "../arns";
import {
  type AccessRoleDraft,
  type ConsumerDraft,
  type Draft,
  elementsOf,
  entriesOf,
  entryOf,
} from "../draft";
import { type FunctionPart, OWNER_KEYS } from "../function-parts";
import { type Problem, warning } from "../problem";

/** An access role with its place in the file. */
interface PlacedRole {
  readonly source: string;
  readonly account: string | undefined;
  readonly name: string;
  readonly role: AccessRoleDraft;
}

/** Trust that no function needs is access that only somebody else would use. */
export function checkUnusedTrust(draft: Draft): Problem[] {
  return rolesIn(draft).flatMap((placed) =>
    elementsOf(placed.role.trusted).flatMap(([place, { consumer: key, function: part }]) => {
      const consumer = entryOf(draft.consumers, key);
      if (!consumer || part === undefined || uses(consumer, part, placed) !== false) return [];
      return [
        warning(
          ["sources", placed.source, "accessRoles", placed.name, "trusted", place],
          `${key}'s ${part} never assumes this role`,
          part === "stream-handler"
            ? "Remove the entry: stream handlers assume no roles"
            : `Remove the entry, or name the role in consumers.${key}.${OWNER_KEYS[part]}`,
        ),
      ];
    }),
  );
}

function rolesIn({ sources }: Draft): PlacedRole[] {
  return entriesOf(sources).flatMap(([source, { account, accessRoles }]) =>
    entriesOf(accessRoles).map(([name, role]) => ({ source, account, name, role })),
  );
}

/** Undefined where the file does not tell, because that part of it is malformed or missing. */
function uses(
  { readerApi, accountSwitcher }: ConsumerDraft,
  part: FunctionPart,
  { source, account, name, role: { rolePath, roleName } }: PlacedRole,
): boolean | undefined {
  if (part === "stream-handler") return false;
  if (part === "reader-api") {
    if (readerApi?.source === undefined || readerApi.accessRole === undefined) return undefined;
    return readerApi.source === source && readerApi.accessRole === name;
  }
  const { accounts, targetRole } = accountSwitcher ?? {};
  const isKnown = accounts && targetRole !== undefined && rolePath !== undefined && roleName !== undefined;
  if (!isKnown || account === undefined) return undefined;
  const isReached = accounts === "any" || accounts.includes(account) || accounts.includes(undefined);
  return isReached && targetRole === qualifiedRoleName({ rolePath, roleName });
}
