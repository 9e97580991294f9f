import type { StackInventory } from "../../access/inventory/stack-inventory";
import type { AccountScope } from "../../accounts/account-session";
import { failureBucketName } from "../../config/bucket-names";
import { functionsOfConsumer } from "../../config/functions";
import { fromLoaded } from "../../config/loaded";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment } from "../../config/schema";
import type { ConsumerPicture, FailuresPicture, SourcePicture } from "../picture";
import type { Reader } from "../reader";
import { lookAtAlarms } from "./alarms";
import { lookAtFailures } from "./failures";
import { type FunctionReading, readFunction } from "./functions";
import { lookAtLag } from "./lag";
import { lookAtMappings, type ReaderMappings, readersIn } from "./mappings";

/** What is known of a consumer before anybody looks. */
export interface ConsumerContext {
  readonly environment: Environment;
  /** Name of the consumer's own stack. */
  readonly stack: string;
  /** What the consumer's stacks hold: its own and its mapping stacks. */
  readonly inventories: readonly StackInventory[];
  readonly known: Promise<ReadonlyMap<string, number>> | undefined;
  readonly sources: Promise<readonly SourcePicture[]>;
  /** Key of the only source that matters. @default all that the consumer reads */
  readonly only: string | undefined;
  readonly reader: Reader;
}

/** A consumer whose functions are not compared yet. */
export type ConsumerReading = Omit<ConsumerPicture, "functions"> & {
  readonly functions: readonly FunctionReading[];
};

/** Looks at the mappings of a consumer, its functions, what failed and its alarms. */
export async function lookAtConsumer(key: string, context: ConsumerContext): Promise<ConsumerReading> {
  const { environment, stack, inventories, sources, only, reader } = context;
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
  const mappingsOf = ({ mappings, ...those }: ReaderMappings) => {
    const lag = lagOf(those.functionName, scope, context);
    const chosen = mappings.filter(({ source }) => only === undefined || source === only);
    const place = { consumer: key, scope, inventory: { elements }, stackOf, sources, lagOf: lag };
    return lookAtMappings({ ...place, ...those, mappings: chosen }, reader);
  };
  const [foundMappings, functions, failures, alarms] = await Promise.all([
    Promise.all(readersIn(config).map(mappingsOf)),
    Promise.all(functionsOfConsumer(environment, key).map((fn) => readFunction(fn, reader))),
    lookAtFailures(failureBucketName(config, environment), scope, reader),
    lookAtAlarms({ consumer: key, only, scope }, environment, reader),
  ]);
  const others = foundMappings.flatMap((one) => one.others);
  return {
    ...{ key, stack, functions, alarms },
    mappings: foundMappings.flatMap(({ mappings }) => mappings),
    failures: only === undefined ? failures : without(others, failures),
  };
}

/** What failed but for the batches of other mappings. Those of a mapping that is gone may be anybody's. */
function without(uuids: readonly string[], { bucket, look }: FailuresPicture): FailuresPicture {
  if (look.kind !== "there") return { bucket, look };
  const left = Object.entries(look.batches).filter(([uuid]) => !uuids.includes(uuid));
  return { bucket, look: { ...look, batches: Object.fromEntries(left) } };
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
