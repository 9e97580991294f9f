import type { Draft, TableDraft } from "../draft";
import { error, type Path, type Problem, warning } from "../problem";
import { tablesIn } from "./parts";

/** Settings of a table that exclude each other. */
export function checkTables(draft: Draft): Problem[] {
  return tablesIn(draft).flatMap(({ path, table }) => [
    ...sameKeyAttribute(path, table),
    ...recoveryPeriodWithoutRecovery(path, table),
  ]);
}

function sameKeyAttribute(path: Path, { partitionKey, sortKey }: TableDraft): Problem[] {
  if (sortKey?.name === undefined || sortKey.name !== partitionKey?.name) return [];
  return [
    error(
      [...path, "sortKey", "name"],
      `"${sortKey.name}" is already the partition key`,
      "Use another attribute, or remove sortKey",
    ),
  ];
}

function recoveryPeriodWithoutRecovery(path: Path, { pointInTimeRecovery }: TableDraft): Problem[] {
  if (pointInTimeRecovery?.enabled !== false || pointInTimeRecovery.recoveryPeriodInDays === undefined)
    return [];
  return [
    warning(
      [...path, "pointInTimeRecovery", "recoveryPeriodInDays"],
      "has no effect while point-in-time recovery is off",
      "Remove it, or set enabled to true",
    ),
  ];
}
