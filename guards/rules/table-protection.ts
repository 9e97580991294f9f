import { resourcesOf, type SynthesizedResource } from "../../synthesized/resources";
import type { ElementJson } from "../../synthesized/stack-json";
import type { UnprotectedTable } from "../guard-settings";
import { placeOf, type Rule, type Violation } from "../rule";

/** A table can neither be deleted by mistake nor lose what was written to it. */
export const tableProtection: Rule = {
  id: "table-protection",
  sentence: "Every table has deletion protection and point-in-time recovery, unless a reason is given.",
  why: "Without them, a wrong plan or a wrong write loses data for good.",
  remedy: "Turn it on, or give the reason as `unprotectedBecause` of the table",
  exception: {
    settings: ["unprotectedTables", "sandbox"],
    from: "`unprotectedBecause` of a source or a table, or `sandbox: true`, in the environment file",
  },
  check: ({ settings, stacks }) =>
    settings.sandbox
      ? []
      : resourcesOf(stacks, "aws_dynamodb_table")
          .filter((table) => !settings.unprotectedTables.some((allowed) => isSame(allowed, table)))
          .flatMap(lackOfProtection),
};

/** Tables are known by account and name, as in AWS. */
function isSame(
  { accountId, tableName }: UnprotectedTable,
  { stack, element }: SynthesizedResource,
): boolean {
  return accountId === stack.accountId && tableName === element.name;
}

function lackOfProtection(table: SynthesizedResource): Violation[] {
  const { deletion_protection_enabled, point_in_time_recovery } = table.element;
  const [recovery] = [point_in_time_recovery].flat() as (ElementJson | undefined)[];
  const missing = [
    ...(deletion_protection_enabled === true ? [] : ["deletion protection"]),
    ...(recovery?.enabled === true ? [] : ["point-in-time recovery"]),
  ];
  if (missing.length === 0) return [];
  return [
    {
      place: placeOf(table),
      cause: `${String(table.element.name)} is without ${missing.join(" and ")}, and no reason is given`,
    },
  ];
}
