import { functionsOf } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { accountOf } from "../config/placement";
import { SandboxError } from "./sandbox-error";

/**
 * The ID of the account that owns a table of the environment.
 * @throws SandboxError if the environment has no such table
 */
export function accountOfTable({ environment, name }: LoadedEnvironment, tableName: string): string {
  const tables = Object.values(environment.sources).flatMap((source) =>
    [source, ...Object.values(source.tables)].map((table) => ({ source, tableName: table.tableName })),
  );
  const owner = tables.find((table) => table.tableName === tableName);
  if (owner) return accountOf(owner.source, environment).id;
  throw unknown(
    "table",
    tableName,
    name,
    tables.map((table) => table.tableName),
  );
}

/**
 * The ID of the account that owns a function of the environment.
 * @throws SandboxError if the environment has no such function
 */
export function accountOfFunction({ environment, name }: LoadedEnvironment, functionName: string): string {
  const functions = functionsOf(environment);
  const owner = functions.find(({ config }) => config.name === functionName);
  if (owner) return owner.accountId;
  throw unknown(
    "function",
    functionName,
    name,
    functions.map(({ config }) => config.name),
  );
}

function unknown(kind: string, wanted: string, environment: string, known: readonly string[]): SandboxError {
  return new SandboxError(
    `The environment "${environment}" has no ${kind} ${wanted}.`,
    `It has ${known.join(", ")}. For any other ${kind}, give its account with --account.`,
  );
}
