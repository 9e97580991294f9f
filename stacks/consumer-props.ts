import type { ConfiguredFunction, FunctionPart } from "../config/functions";
import type { ConsumerConfig } from "../config/schema";
import type { AccountStackProps } from "./account-stack";
import type { Bundler } from "./function-code";
import type { SourceReference } from "./source-outputs";

export interface ConsumerStackProps extends AccountStackProps {
  readonly config: ConsumerConfig;
  readonly failureBucketName: string;
  /** The consumer's functions. */
  readonly functions: readonly PlacedFunction[];
  /** Packs the code of an entry file. */
  readonly bundle: Bundler;
  /** The sources that the mappings name, each once. */
  readonly sources: readonly SourceReference[];
}

/** A function and what it assumes. */
export interface PlacedFunction extends ConfiguredFunction {
  /** ARNs of the roles of other accounts that it assumes. */
  readonly assumes: readonly string[];
}

/** One of the consumer's functions, if the consumer has it. */
export function partOf({ functions }: ConsumerStackProps, part: FunctionPart): PlacedFunction | undefined {
  return functions.find((fn) => fn.part === part);
}
