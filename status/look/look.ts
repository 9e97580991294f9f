import { expectedInventory } from "../../access/inventory/expected";
import type { StackInventory } from "../../access/inventory/stack-inventory";
import type { AccountScope } from "../../accounts/account-session";
import { failureBucketName } from "../../config/bucket-names";
import { functionsOfConsumer } from "../../config/functions";
import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { stackNames } from "../../config/stack-names";
import { reasonOf } from "../../errors/reason-of";
import type { ClientsOf } from "../clients";
import type { ConsumerPicture, Picture, SourcePicture } from "../picture";
import { Reader } from "../reader";
import { lookAtAlarms } from "./alarms";
import { lookAtFailures } from "./failures";
import { type CodeHashOf, comparedFunction, type FunctionReading, readFunction } from "./functions";
import { lookAtLag } from "./lag";
import { lookAtMappings, type ReaderMappings, readersIn } from "./mappings";
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
}

/** Looks at everything that an environment file describes, all accounts at once. Nothing that cannot be read is thrown. */
export async function lookAt(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  { clientsOf, codeHashOf, lags }: LookOptions,
): Promise<Picture> {
  const reader = new Reader(clientsOf);
  const inventories = new Map(expectedInventory(environment, name).map((one) => [one.name, one]));
  const names = stackNames(environment);
  const inventoryOf = (stack = "") => fromLoaded(inventories.get(stack), `the stack ${stack}`);
  const known = lags && knownLags(lags, reader);
  const sources = Promise.all(
    Object.entries(environment.sources).map(([key, source]) =>
      lookAtSource(key, source, inventoryOf(names.sources[key]), environment, reader),
    ),
  );
  const consumers = Object.entries(names.consumers).map(([key, stack]) =>
    lookAtConsumer(key, {
      environment,
      stack,
      inventories: [stack, ...(names.mappings[key] ?? [])].map((one) => inventoryOf(one)),
      ...{ known, sources, reader },
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

interface ConsumerContext {
  readonly environment: Environment;
  /** Name of the consumer's own stack. */
  readonly stack: string;
  /** What the consumer's stacks hold: its own and its mapping stacks. */
  readonly inventories: readonly StackInventory[];
  readonly known: Promise<ReadonlyMap<string, number>> | undefined;
  readonly sources: Promise<readonly SourcePicture[]>;
  readonly reader: Reader;
}

/** A consumer whose functions are not compared yet. */
type ConsumerReading = Omit<ConsumerPicture, "functions"> & {
  readonly functions: readonly FunctionReading[];
};

async function lookAtConsumer(key: string, context: ConsumerContext): Promise<ConsumerReading> {
  const { environment, stack, inventories, sources, reader } = context;
  const config = fromLoaded(environment.consumers[key], `consumers.${key}`);
  const scope = {
    accountId: accountOf(config, environment).id,
    region: regionOf(config, environment),
    consumer: key,
  };
  const elements: StackInventory["elements"] = Object.assign({}, ...inventories.map((one) => one.elements));
  const owners = new Map(
    inventories.flatMap(({ name, elements }) => Object.keys(elements).map((one) => [one, name])),
  );
  const stackOf = (address: string) => owners.get(address) ?? stack;
  const mappingsOf = (those: ReaderMappings) => {
    const lag = lagOf(those.functionName, scope, context);
    return lookAtMappings(
      { consumer: key, scope, inventory: { elements }, stackOf, sources, lagOf: lag, ...those },
      reader,
    );
  };
  const [foundMappings, functions, failures, alarms] = await Promise.all([
    Promise.all(readersIn(config).map(mappingsOf)),
    Promise.all(functionsOfConsumer(environment, key).map((fn) => readFunction(fn, reader))),
    lookAtFailures(failureBucketName(config, environment), scope, reader),
    lookAtAlarms(key, environment, scope, reader),
  ]);
  return { key, stack, mappings: foundMappings.flat(), functions, failures, alarms };
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

/** Per mapping where somebody knows it, or else one figure for all mappings of the function. */
async function lagOf(
  functionName: string,
  scope: AccountScope,
  { known, reader }: Pick<ConsumerContext, "known" | "reader">,
): Promise<(uuid: string) => number | undefined> {
  const lags = await known;
  if (lags) return (uuid) => lags.get(uuid);
  const ofFunction = await lookAtLag(functionName, scope, reader);
  return () => ofFunction;
}
