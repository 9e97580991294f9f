import { functionsOf } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { accountOf, regionOf } from "../config/placement";
import { SandboxError } from "./sandbox-error";

/** The account and the region of a table or a function. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Where a table of the environment is.
 * @throws SandboxError if the environment has no such table
 */
export function placeOfTable({ environment, name }: LoadedEnvironment, tableName: string): Place {
  const tables = Object.values(environment.sources).flatMap((source) =>
    [source, ...Object.values(source.tables)].map((table) => ({ source, tableName: table.tableName })),
  );
  const owner = tables.find((table) => table.tableName === tableName);
  if (owner) {
    const { source } = owner;
    return { accountId: accountOf(source, environment).id, region: regionOf(source, environment) };
  }
  throw unknown(
    "table",
    tableName,
    name,
    tables.map((table) => table.tableName),
  );
}

/**
 * Where a function of the environment is.
 * @throws SandboxError if the environment has no such function
 */
export function placeOfFunction({ environment, name }: LoadedEnvironment, functionName: string): Place {
  const functions = functionsOf(environment);
  const owner = functions.find(({ config }) => config.name === functionName);
  if (owner) return { accountId: owner.accountId, region: owner.region };
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
