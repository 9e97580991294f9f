import { type Draft, entriesOf, type SourceDraft } from "../draft";
import { error, type Problem, warning } from "../problem";

/** Settings of a table that exclude each other. */
export function checkTables(draft: Draft): Problem[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => [
    ...sameKeyAttribute(key, source),
    ...recoveryPeriodWithoutRecovery(key, source),
  ]);
}

function sameKeyAttribute(key: string, { partitionKey, sortKey }: SourceDraft): Problem[] {
  if (sortKey?.name === undefined || sortKey.name !== partitionKey?.name) return [];
  return [
    error(
      ["sources", key, "sortKey", "name"],
      `"${sortKey.name}" is the partition key already`,
      "Name another attribute, or remove sortKey",
    ),
  ];
}

function recoveryPeriodWithoutRecovery(key: string, { pointInTimeRecovery }: SourceDraft): Problem[] {
  if (pointInTimeRecovery?.enabled !== false || pointInTimeRecovery.recoveryPeriodInDays === undefined)
    return [];
  return [
    warning(
      ["sources", key, "pointInTimeRecovery", "recoveryPeriodInDays"],
      "has no effect while point-in-time recovery is off",
      "Remove it, or set enabled to true",
    ),
  ];
}
