import { type FunctionConfiguration, GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { ConfiguredFunction } from "../../config/functions";
import { reasonOf } from "../../errors/reason-of";
import type { FunctionPicture, Look } from "../picture";
import type { Reader } from "../reader";

/** SHA-256 of the archive that a deployment would upload for a function, base64. @throws BundleError */
export type CodeHashOf = (fn: ConfiguredFunction) => string;

/** A function of the file, and what is there of it. */
export interface FunctionReading {
  readonly fn: ConfiguredFunction;
  readonly look: Look<{ readonly found: FunctionConfiguration }>;
}

/** Reads the settings of a function. */
export async function readFunction(fn: ConfiguredFunction, reader: Reader): Promise<FunctionReading> {
  const { name } = fn.config;
  const look = await reader.read(fn, `function ${name}`, async ({ lambda }) => ({
    found: await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
  }));
  return { fn, look };
}

/** Compares a function with the code and the file as they are now. Packing code blocks this process for a while. */
export function comparedFunction({ fn, look }: FunctionReading, codeHashOf: CodeHashOf): FunctionPicture {
  const { name } = fn.config;
  if (look.kind !== "there") return { name, look };
  const { found } = look;
  const differences = [...codeDifferences(fn, found, codeHashOf), ...settingDifferences(fn, found)];
  return { name, look: { kind: "there", differences } };
}

function codeDifferences(
  fn: ConfiguredFunction,
  { CodeSha256 }: FunctionConfiguration,
  codeHashOf: CodeHashOf,
): string[] {
  try {
    return codeHashOf(fn) === CodeSha256 ? [] : ["its code is another one than that of this checkout"];
  } catch (error) {
    return [`its code cannot be compared: ${reasonOf(error)}`];
  }
}

function settingDifferences(
  { config }: ConfiguredFunction,
  { MemorySize, Timeout }: FunctionConfiguration,
): string[] {
  return [
    ...(MemorySize === config.memorySize
      ? []
      : [`memory: ${MemorySize} MB instead of ${config.memorySize} MB`]),
    ...(Timeout === config.timeout ? [] : [`timeout: ${Timeout} s instead of ${config.timeout} s`]),
  ];
}
