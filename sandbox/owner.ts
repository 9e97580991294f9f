import type { LoadedEnvironment } from "../config/load-environment";
import { accountOf } from "../config/names";
import { SandboxError } from "./sandbox-error";

/**
 * ID of the account that owns a table of the environment.
 * @throws SandboxError if the environment has no such table.
 */
export function accountOfTable({ environment, name }: LoadedEnvironment, tableName: string): string {
  const tables = Object.values(environment.sources);
  const owner = tables.find((source) => source.tableName === tableName);
  if (owner) return accountOf(owner, environment).id;
  throw unknown(
    "table",
    tableName,
    name,
    tables.map((source) => source.tableName),
  );
}

/**
 * ID of the account that owns a function of the environment.
 * @throws SandboxError if the environment has no such function.
 */
export function accountOfFunction({ environment, name }: LoadedEnvironment, functionName: string): string {
  const consumers = Object.values(environment.consumers);
  const owner = consumers.find((consumer) => consumer.function.name === functionName);
  if (owner) return accountOf(owner, environment).id;
  throw unknown(
    "function",
    functionName,
    name,
    consumers.map((consumer) => consumer.function.name),
  );
}

function unknown(kind: string, wanted: string, environment: string, known: readonly string[]): SandboxError {
  return new SandboxError(
    `The environment "${environment}" has no ${kind} ${wanted}.`,
    `It has ${known.join(", ")}. For any other, name the account with --account.`,
  );
}
