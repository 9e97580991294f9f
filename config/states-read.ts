import { fromLoaded } from "./loaded";
import { mappingPlaces } from "./mapping-places";
import type { Environment } from "./schema";
import { sourcesNamed, streamGrantsOf } from "./stream-grants";

/** The sources whose states the stacks of a consumer read, sorted: moving an entry in the file changes nothing. */
export interface StatesRead {
  /** By the consumer's own stack: those of its mappings, and those that policies name by their exact ARNs. */
  readonly own: readonly string[];
  /** By each mapping stack, in the order of their numbers. */
  readonly mappings: readonly (readonly string[])[];
}

/** Which sources the stacks of a consumer read. */
export function statesRead(environment: Environment, consumer: string): StatesRead {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const { own, stacks } = mappingPlaces(config, environment);
  // Without mapping stacks, own mappings are all there are.
  const named =
    stacks.length === 0
      ? []
      : (["stream-handler", "usage-meter"] as const).flatMap((part) =>
          sourcesNamed(streamGrantsOf(environment, consumer, part)),
        );
  return { own: [...new Set([...own, ...named])].sort(), mappings: stacks };
}
