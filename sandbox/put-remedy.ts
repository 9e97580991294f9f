import type { LoadedEnvironment } from "../config/load-environment";
import { deployCommands } from "./deploy-commands";

/**
 * What to do about a put that failed.
 * @param failure the error of the SDK
 * @param loaded the environment that names the table; undefined if the user gave its account instead
 */
export function putRemedy(failure: unknown, tableName: string, loaded?: LoadedEnvironment): string {
  switch ((failure as Partial<Error>)?.name) {
    case "ResourceNotFoundException":
      return notDeployed(loaded);
    case "ValidationException":
      return `Give every key attribute of the table${keysOf(tableName, loaded)}.`;
    default:
      return "Check the sandbox with `npm run sandbox -- status`.";
  }
}

function notDeployed(loaded?: LoadedEnvironment): string {
  if (!loaded) return "Create the table first, or correct its name or --account.";
  const commands = deployCommands(loaded.name).map((command) => `  ${command}`);
  return [`Deploy the environment "${loaded.name}" first:`, ...commands].join("\n");
}

function keysOf(tableName: string, loaded?: LoadedEnvironment): string {
  const tables = Object.values(loaded?.environment.sources ?? {}).flatMap((source) => [
    source,
    ...Object.values(source.tables),
  ]);
  const table = tables.find((one) => one.tableName === tableName);
  if (!table) return ", with its type";
  const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
  return `, with its type: ${keys.map(({ name, type }) => `${name} (${type})`).join(", ")}`;
}
