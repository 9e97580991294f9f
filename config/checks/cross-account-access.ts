import { qualifiedRoleName } from "../arns";
import { type AccessRoleDraft, type Draft, entriesOf, entryOf } from "../draft";
import type { FunctionPart } from "../function-parts";
import { error, type Path, type Problem } from "../problem";

/** An access role must trust the functions that are configured to assume it, and allow what they need. */
export function checkCrossAccountAccess(draft: Draft): Problem[] {
  return entriesOf(draft.consumers).flatMap(([key, consumer]) => [
    ...ofReader(draft, key, consumer.readerApi),
    ...ofSwitcher(draft, key, consumer.accountSwitcher),
  ]);
}

type ConsumerPart<Key extends "readerApi" | "accountSwitcher"> = NonNullable<
  NonNullable<Draft["consumers"]>[string]
>[Key];

function ofReader(draft: Draft, key: string, reader: ConsumerPart<"readerApi">): Problem[] {
  const role = entryOf(entryOf(draft.sources, reader?.source)?.accessRoles, reader?.accessRole);
  if (!reader || !role) return [];
  const path = ["consumers", key, "readerApi"];
  const place = `sources.${reader.source}.accessRoles.${reader.accessRole}`;
  return [
    ...untrusted(role, key, "reader-api", [...path, "accessRole"], place),
    ...cannotScan(role, reader.table, [...path, "table"], place),
  ];
}

/** A malformed list may contain what is missing; it has a problem of its own. */
function cannotScan(role: AccessRoleDraft, table: string | undefined, path: Path, place: string): Problem[] {
  const { allow, managedPolicies } = role;
  if (table === undefined || allow === undefined || managedPolicies?.length !== 0) return [];
  const scans = allow.some(
    (one) => !one?.actions || (one.table === table && one.actions.includes("dynamodb:Scan")),
  );
  if (scans) return [];
  return [
    error(
      path,
      `${place} does not allow scanning ${table}`,
      `Add { actions: [dynamodb:Scan], table: ${table} } to its \`allow\``,
    ),
  ];
}

/** Roles that are not in the file are managed elsewhere. */
function ofSwitcher(draft: Draft, key: string, switcher: ConsumerPart<"accountSwitcher">): Problem[] {
  const accounts = switcher?.accounts;
  if (!switcher || accounts === undefined) return [];
  const { targetRole } = switcher;
  const path = ["consumers", key, "accountSwitcher"];
  return entriesOf(draft.sources).flatMap(([sourceKey, source]) => {
    const isTarget = accounts === "any" || accounts.includes(source.account);
    if (!isTarget) return [];
    return entriesOf(source.accessRoles)
      .filter(([, role]) => targetRole !== undefined && qualifiedName(role) === targetRole)
      .flatMap(([name, role]) => {
        const place = `sources.${sourceKey}.accessRoles.${name}`;
        return [
          ...untrusted(role, key, "account-switcher", [...path, "targetRole"], place),
          ...otherExternalId(role.externalId, switcher.externalId, [...path, "externalId"], place),
        ];
      });
  });
}

function qualifiedName({ rolePath, roleName }: AccessRoleDraft): string | undefined {
  return rolePath === undefined || roleName === undefined
    ? undefined
    : qualifiedRoleName({ rolePath, roleName });
}

function untrusted(
  { trusted }: AccessRoleDraft,
  consumer: string,
  part: FunctionPart,
  path: Path,
  place: string,
): Problem[] {
  const isTrusted = trusted?.some(
    (one) => !one?.consumer || !one.function || (one.consumer === consumer && one.function === part),
  );
  if (trusted === undefined || isTrusted) return [];
  return [
    error(
      path,
      `${place} does not let the ${part} of ${consumer} assume it`,
      `Add { consumer: ${consumer}, function: ${part} } to its \`trusted\``,
    ),
  ];
}

function otherExternalId(
  asked: string | undefined,
  given: string | undefined,
  path: Path,
  place: string,
): Problem[] {
  if (asked === given) return [];
  const wanted = asked === undefined ? "requires no external ID" : `requires the external ID ${asked}`;
  return [error(path, `${place} ${wanted}`, "Use the same external ID in both, or in neither")];
}
