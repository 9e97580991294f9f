import { accountOf, regionOf } from "../config/placement";
import type { Environment, SourceConfig } from "../config/schema";

/** A function that is to handle the item. */
export interface ReadingConsumer {
  /** Key of the consumer in the environment file. */
  readonly key: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly functionName: string;
}

/** A source that may be tested. */
export interface SmokeTarget {
  /** Key of the source in the environment file. */
  readonly key: string;
  readonly source: SourceConfig;
  readonly accountId: string;
  readonly region: string;
  /** Consumers with a mapping that is turned on. */
  readonly consumers: readonly ReadingConsumer[];
}

/** The sources whose entries allow a test. */
export function smokeTargets(environment: Environment): SmokeTarget[] {
  return Object.entries(environment.sources)
    .filter(([, { smokeTest }]) => smokeTest !== undefined)
    .map(([key, source]) => ({
      key,
      source,
      accountId: accountOf(source, environment).id,
      region: regionOf(source, environment),
      consumers: readersOf(key, environment),
    }));
}

function readersOf(source: string, environment: Environment): ReadingConsumer[] {
  return Object.entries(environment.consumers)
    .filter(([, { mappings }]) => mappings.some((mapping) => mapping.source === source && mapping.enabled))
    .map(([key, consumer]) => ({
      key,
      accountId: accountOf(consumer, environment).id,
      functionName: consumer.function.name,
    }));
}
