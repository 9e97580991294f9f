import type { AccountScope } from "../../../accounts/account-session";
import { partitionOf } from "../../../config/arns";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { stackName, stackNames } from "../../../config/stack-names";
import { expectedInventory } from "../../inventory/expected";
import { terraformName } from "../../inventory/expected/text";
import type { StackInventory } from "../../inventory/stack-inventory";
import type { AccountReader } from "../account-reader";
import { type DeployedStack, expectedOf } from "./deployed-stack";
import type { Notes } from "./notes";
import { type References, referencesOf } from "./references";

/** Gives clients that read from an account. */
export type ReaderOf = (scope: AccountScope) => Promise<AccountReader>;

/**
 * The stacks of the file, with their references resolved.
 * @throws AccessError if an account cannot be entered at all
 */
export async function deployedStacks(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  readerOf: ReaderOf,
  notes: Notes,
): Promise<DeployedStack[]> {
  const entered = await Promise.all(
    expectedInventory(environment, name).map((inventory) => enter(inventory, readerOf, notes)),
  );
  const references = new Map(
    await Promise.all(entered.map(async (one) => [one.inventory.name, await referencesOf(one)] as const)),
  );
  const sources = new Map(
    Object.entries(environment.sources).map(([key, source]) => [
      `source_${terraformName(key)}`,
      stackName("source", key, source),
    ]),
  );
  const existing = new Map(
    Object.entries(environment.sources).flatMap(([key, source]) =>
      source.existing ? [[stackName("source", key, source), source] as const] : [],
    ),
  );
  const { consumers, mappings } = stackNames(environment);
  const mappingStacks = new Map(Object.entries(consumers).map(([key, name]) => [name, mappings[key] ?? []]));
  const consumerOf = new Map(
    [...mappingStacks].flatMap(([consumer, names]) => names.map((name) => [name, consumer] as const)),
  );
  const byName = new Map(entered.map((one) => [one.inventory.name, one]));
  const stateOf: StateOf = (reader, state) =>
    byName.get((state === "consumer" ? consumerOf.get(reader) : sources.get(state)) ?? "");
  const resolved = new Map(
    entered.map((one) => [
      one.inventory.name,
      {
        ...one,
        resolve: resolverOf(one, references, stateOf),
        otherFunctions: otherFunctions(one, entered),
        existingTable: existing.get(one.inventory.name),
      },
    ]),
  );
  return [...resolved.values()].map((one) => ({
    ...one,
    mappingStacks: (mappingStacks.get(one.inventory.name) ?? []).flatMap((name) => resolved.get(name) ?? []),
  }));
}

/** The stack that a stack reads under the name of a data source. */
type StateOf = (reader: string, state: string) => DeployedStack | undefined;

/** Names of the functions that other stacks have in a stack's account and region. */
function otherFunctions(stack: DeployedStack, all: readonly DeployedStack[]): string[] {
  return all
    .filter(({ accountId, region }) => accountId === stack.accountId && region === stack.region)
    .filter((one) => one !== stack)
    .flatMap((one) => expectedOf(one, "aws_lambda_function"))
    .map(({ settings }) => String(settings.function_name));
}

async function enter(inventory: StackInventory, readerOf: ReaderOf, notes: Notes): Promise<DeployedStack> {
  const { allowed_account_ids, region: where } = inventory.provider;
  const [accountId = ""] = allowed_account_ids as readonly string[];
  const region = String(where);
  const reader = await readerOf({ accountId, region });
  const partition = partitionOf(region);
  return { inventory, accountId, region, partition, reader, notes, resolve: (text) => text };
}

/** References to the stack's own elements, and to outputs of other stacks. One that nothing resolves stays as it is. */
function resolverOf(
  { inventory }: DeployedStack,
  references: ReadonlyMap<string, References>,
  stateOf: StateOf,
): (text: string) => string {
  const own = references.get(inventory.name);
  return (text) =>
    text.replace(/(?<!\$)\$\{([^}]+)\}/g, (token, reference: string) => {
      const [, state = "", output = ""] =
        /^data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)$/.exec(reference) ?? [];
      if (state === "") return own?.get(reference) ?? token;
      const source = stateOf(inventory.name, state);
      const value = source?.inventory.outputs[output];
      return source && typeof value === "string" ? resolverOf(source, references, stateOf)(value) : token;
    });
}
