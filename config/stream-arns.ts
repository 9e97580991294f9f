import { partitionOf } from "./arns";
import { fromLoaded } from "./loaded";
import { accountOf, regionOf } from "./placement";
import type { Environment, SourceConfig } from "./schema";

/** Length of a stream's label, such as `2026-01-31T12:00:00.000`. */
const LABEL_CHARACTERS = 23;
/** Length of a key's ID, a UUID; of keys in several regions it is one less. */
const KEY_ID_CHARACTERS = 36;
/** Quotation marks and comma around an ARN in a list. */
const AROUND = 3;

/** Characters that the ARNs of these sources' streams, and of their keys, take in a policy: known before an apply. */
export function streamArnCharacters(environment: Environment, sources: readonly string[]): number {
  return sources.reduce((sum, source) => sum + charactersOf(environment, source), 0);
}

/** ARN of a source's stream with `*` for account and label: the table's name is exact. */
export function streamArnAnywhere(environment: Environment, source: string): string {
  return streamArn(environment, configOf(environment, source), "*", "*");
}

/** ARN of the key that encrypts a source's stream, with `*` for account and ID; none if AWS owns the key. */
export function keyArnAnywhere(environment: Environment, source: string): string[] {
  return anyKey(environment, configOf(environment, source));
}

function charactersOf(environment: Environment, source: string): number {
  const config = configOf(environment, source);
  const { id } = accountOf(config, environment);
  const stream = streamArn(environment, config, id, "x".repeat(LABEL_CHARACTERS)).length + AROUND;
  const [pattern] = anyKey(environment, config);
  return pattern === undefined ? stream : stream + pattern.length + id.length + KEY_ID_CHARACTERS + AROUND;
}

function streamArn(environment: Environment, config: SourceConfig, account: string, label: string): string {
  const region = regionOf(config, environment);
  return `arn:${partitionOf(region)}:dynamodb:${region}:${account}:table/${config.tableName}/stream/${label}`;
}

function anyKey(environment: Environment, config: SourceConfig): string[] {
  if (config.encryption.type !== "customer-managed") return [];
  const region = regionOf(config, environment);
  return [`arn:${partitionOf(region)}:kms:${region}:*:key/*`];
}

function configOf(environment: Environment, source: string): SourceConfig {
  return fromLoaded(environment.sources[source], `sources.${source}`);
}
