import { tableOf } from "../../config/function-variables";
import type { LoadedEnvironment } from "../../config/load-environment";
import { accountOf } from "../../config/placement";
import { stackNames } from "../../config/stack-names";
import { SandboxError } from "../../sandbox/sandbox-error";

/** The one reader API that the demo shows. */
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
 * @throws SandboxError if there is none, or if its table's key is not the demo items': one partition key, a string
 */
export function readingOf({ environment, file }: LoadedEnvironment): Reading {
  const [found] = Object.entries(environment.consumers).filter(([, { readerApi }]) => readerApi);
  const [key = "", consumer] = found ?? [];
  const reader = consumer?.readerApi;
  const source = environment.sources[reader?.source ?? ""];
  if (!consumer || !reader || !source) throw missing(file, "no consumer with a readerApi");
  const table = tableOf(source, reader.source, reader.table);
  if (table.sortKey || table.partitionKey.type !== "S") {
    throw missing(file, `no table whose only key is a string: ${table.tableName} has another`);
  }
  const names = stackNames(environment);
  return {
    sourceAccountId: accountOf(source, environment).id,
    sourceStack: names.sources[reader.source] ?? "",
    accessRoleName: source.accessRoles[reader.accessRole]?.roleName ?? "",
    tableName: table.tableName,
    keyAttribute: table.partitionKey.name,
    consumerAccountId: accountOf(consumer, environment).id,
    consumerStack: names.consumers[key] ?? "",
    functionName: reader.function.name,
  };
}

function missing(file: string, what: string): SandboxError {
  return new SandboxError(`${file}: the demo has ${what}.`, "Run it with the environment `sandbox`.");
}
