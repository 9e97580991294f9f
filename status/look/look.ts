import { expectedInventory } from "../../access/inventory/expected";
import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import type { ConsumerConfig } from "../../config/schema";
import { stackNames } from "../../config/stack-names";
import { reasonOf } from "../../errors/reason-of";
import type { ClientsOf } from "../clients";
import type { Picture } from "../picture";
import { Reader } from "../reader";
import { lookAtConsumer } from "./consumer";
import { type CodeHashOf, comparedFunction } from "./functions";
import { lookAtSource } from "./source";

/** How to look at an environment. */
export interface LookOptions {
  readonly clientsOf: ClientsOf;
  readonly codeHashOf: CodeHashOf;
  /**
   * The lag of each mapping by its UUID, milliseconds, where somebody knows it.
   * @default none: CloudWatch is asked for the lag of the function
   */
  readonly lags?: () => Promise<ReadonlyMap<string, number>>;
  /** Key of the only source to look at, with its mappings and what may concern them. @default all of the environment */
  readonly only?: string | undefined;
}

/** Looks at everything that an environment file describes, all accounts at once. Nothing that cannot be read is thrown. */
export async function lookAt(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  { clientsOf, codeHashOf, lags, only }: LookOptions,
): Promise<Picture> {
  const reader = new Reader(clientsOf);
  const inventories = new Map(expectedInventory(environment, name).map((one) => [one.name, one]));
  const names = stackNames(environment);
  const inventoryOf = (stack = "") => fromLoaded(inventories.get(stack), `the stack ${stack}`);
  const known = lags && knownLags(lags, reader);
  const sources = Promise.all(
    Object.entries(environment.sources)
      .filter(([key]) => only === undefined || key === only)
      .map(([key, source]) =>
        lookAtSource(key, source, inventoryOf(names.sources[key]), environment, reader),
      ),
  );
  const consumers = Object.entries(names.consumers)
    .filter(([key]) => only === undefined || isReadBy(environment.consumers[key], only))
    .map(([key, stack]) =>
      lookAtConsumer(key, {
        environment,
        stack,
        inventories: [stack, ...(names.mappings[key] ?? [])].map((one) => inventoryOf(one)),
        ...{ known, sources, only, reader },
      }),
    );
  const [foundSources, foundConsumers] = await Promise.all([sources, Promise.all(consumers)]);
  return {
    sources: foundSources,
    // Only now: while code is packed, no answer to a request is taken.
    consumers: foundConsumers.map(({ functions, ...rest }) => ({
      ...rest,
      functions: functions.map((one) => comparedFunction(one, codeHashOf)),
    })),
    unread: reader.unread,
  };
}

function isReadBy(consumer: ConsumerConfig | undefined, source: string): boolean {
  return consumer?.mappings.some((one) => one.source === source) ?? false;
}

/** A status without lags is better than none. */
async function knownLags(
  lags: () => Promise<ReadonlyMap<string, number>>,
  reader: Reader,
): Promise<ReadonlyMap<string, number>> {
  try {
    return await lags();
  } catch (error) {
    reader.note(`The lag of the mappings cannot be read: ${reasonOf(error)}`);
    return new Map();
  }
}
