import { tableOf } from "../../config/function-variables";
import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { accountOf } from "../../config/placement";
import { stackNames } from "../../config/stack-names";
import { SandboxError } from "../../sandbox/sandbox-error";

/** The reader API that the demo shows. */
export interface Reading {
  readonly sourceAccountId: string;
  readonly sourceStack: string;
  readonly accessRoleName: string;
  readonly tableName: string;
  /** Name of the table's partition key. */
  readonly keyAttribute: string;
  readonly consumerAccountId: string;
  readonly consumerStack: string;
  readonly functionName: string;
}

/**
 * The first reader API of the environment.
 * @throws SandboxError if there is none, or if the table's key is not that of the demo's items: one string
 */
export function readingOf({ environment, file }: LoadedEnvironment): Reading {
  const [found] = Object.entries(environment.consumers).filter(([, { readerApi }]) => readerApi);
  const [key = "", consumer] = found ?? [];
  const reader = consumer?.readerApi;
  const source = environment.sources[reader?.source ?? ""];
  if (!consumer || !reader || !source) throw missing(file, "a consumer with a readerApi");
  const table = tableOf(source, reader.source, reader.table);
  if (table.sortKey || table.partitionKey.type !== "S") {
    throw missing(file, `a table whose only key is a string; ${table.tableName} has another key`);
  }
  const names = stackNames(environment);
  const accessRole = source.accessRoles[reader.accessRole];
  return {
    sourceAccountId: accountOf(source, environment).id,
    sourceStack: fromLoaded(names.sources[reader.source], `sources.${reader.source}`),
    accessRoleName: fromLoaded(accessRole, `accessRoles.${reader.accessRole}`).roleName,
    tableName: table.tableName,
    keyAttribute: table.partitionKey.name,
    consumerAccountId: accountOf(consumer, environment).id,
    consumerStack: fromLoaded(names.consumers[key], `consumers.${key}`),
    functionName: reader.function.name,
  };
}

function missing(file: string, what: string): SandboxError {
  return new SandboxError(`${file}: the demo needs ${what}.`, "Run it with the environment `sandbox`.");
}
