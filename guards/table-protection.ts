import type { Environment } from "../config/schema";
import { type PlacedElement, resourcesOf } from "../synthesized/stack-json";
import { type Finding, type GuardInput, placeOf } from "./guard";

/** A table that can be deleted, or cannot be restored, takes a reason, unless all of it is a sandbox. */
export function tableProtection({ environment, stacks }: GuardInput): Finding[] {
  if (environment.sandbox) return [];
  return resourcesOf(stacks, "aws_dynamodb_table").flatMap((table) => {
    const missing = unprotected(table);
    if (missing.length === 0 || reasonFor(table, environment) !== undefined) return [];
    return [
      {
        place: placeOf({ stack: table.stack, address: `aws_dynamodb_table.${table.name}` }),
        cause: `${String(table.element.name)} is without ${missing.join(" and ")}, and the file gives no reason`,
        remedy: "Turn it on, or give the reason as `unprotectedBecause` of the source",
      },
    ];
  });
}

function unprotected({ element }: PlacedElement): string[] {
  const { deletion_protection_enabled, point_in_time_recovery } = element;
  const recovery = (point_in_time_recovery ?? {}) as { readonly enabled?: unknown };
  return [
    ...(deletion_protection_enabled === true ? [] : ["deletion protection"]),
    ...(recovery.enabled === true ? [] : ["point-in-time recovery"]),
  ];
}

/** Tables are known by account and name: a source's key in the file is not in the JSON. */
function reasonFor({ stack, element }: PlacedElement, environment: Environment): string | undefined {
  const tables = Object.values(environment.sources)
    .filter(({ account }) => environment.accounts[account]?.id === stack.accountId)
    .flatMap((source) => [source, ...Object.values(source.tables)]);
  return tables.find(({ tableName }) => tableName === element.name)?.unprotectedBecause;
}
