import { functionsOf } from "../config/functions";
import type { LoadedEnvironment } from "../config/load-environment";
import { accountOf, regionOf } from "../config/placement";
import { oneOf } from "../config/suggest";
import { SandboxError } from "./sandbox-error";

/** The account and the region of a table or a function. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Where a table of the environment is.
 * @param only key of the source that it belongs to @default whichever has a table of this name
 * @throws SandboxError if the environment has no such table, or one in each of several accounts
 */
export function placeOfTable(
  { environment, name }: LoadedEnvironment,
  tableName: string,
  only?: string,
): Place {
  const tables = Object.entries(environment.sources)
    .filter(([key]) => only === undefined || key === only)
    .flatMap(([key, source]) =>
      [source, ...Object.values(source.tables)].map((table) => ({
        key,
        tableName: table.tableName,
        place: { accountId: accountOf(source, environment).id, region: regionOf(source, environment) },
      })),
    );
  const found = tables.filter((table) => table.tableName === tableName);
  const [owner] = found;
  if (found.length > 1) throw ambiguous(tableName, found);
  if (owner) return owner.place;
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

/** Tenants' tables are namesakes. */
function ambiguous(tableName: string, found: readonly { readonly key: string }[]): SandboxError {
  const keys = found.map(({ key }) => key);
  return new SandboxError(
    `${keys.length} sources have a table ${tableName}.`,
    `Say whose it is with --tenant. ${oneOf("", keys)}. Or give its account with --account.`,
  );
}

function unknown(kind: string, wanted: string, environment: string, known: readonly string[]): SandboxError {
  return new SandboxError(
    `The environment "${environment}" has no ${kind} ${wanted}.`,
    `It has ${known.join(", ")}. For any other ${kind}, give its account with --account.`,
  );
}
