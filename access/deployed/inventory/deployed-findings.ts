import { partitionOf } from "../../../config/arns";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { stackName } from "../../../config/stack-names";
import { expectedInventory } from "../../inventory/expected";
import { terraformName } from "../../inventory/expected/text";
import type { InventoryFinding } from "../../inventory/finding";
import type { StackInventory } from "../../inventory/stack-inventory";
import type { AccountReader, AccountScope } from "../account-reader";
import { apiFindings } from "./apis";
import { bucketFindings } from "./buckets";
import type { DeployedStack } from "./deployed-stack";
import { functionFindings } from "./functions";
import { identityFindings } from "./identities";
import { keyFindings } from "./keys";
import { layerFindings } from "./layers";
import { logGroupFindings } from "./log-groups";
import { mappingFindings } from "./mappings";
import { Notes } from "./notes";
import { type References, referencesOf } from "./references";
import { roleFindings } from "./roles";
import { tableFindings } from "./tables";

/** What is there and not implied by the file, what is implied and not there, and what nobody could read. */
export interface DeployedFindings {
  readonly findings: readonly InventoryFinding[];
  /** One line each. */
  readonly notes: readonly string[];
}

/** How to reach the accounts, and who is known there besides the file's roles. */
export interface DeployedOptions {
  /** Gives clients that read from an account. */
  readonly readerOf: (scope: AccountScope) => Promise<AccountReader>;
  /** Names of roles that administer the accounts, besides the deploy roles. @default none */
  readonly administrators?: readonly string[];
}

const ASPECTS = [
  tableFindings,
  keyFindings,
  roleFindings,
  functionFindings,
  apiFindings,
  mappingFindings,
  layerFindings,
  bucketFindings,
  logGroupFindings,
];

/**
 * Compares what is deployed with what the environment file implies, and looks for others who may touch it.
 * @throws AccessError if an account cannot be entered at all
 */
export async function deployedFindings(
  { name, environment }: Pick<LoadedEnvironment, "name" | "environment">,
  { readerOf, administrators = [] }: DeployedOptions,
): Promise<DeployedFindings> {
  const notes = new Notes();
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
  const stateOf = (state: string) => entered.find(({ inventory }) => inventory.name === sources.get(state));
  const stacks = entered.map(
    (one): DeployedStack => ({ ...one, resolve: resolverOf(one, references, stateOf) }),
  );
  const found = await Promise.all(stacks.flatMap((stack) => ASPECTS.map((aspect) => aspect(stack))));
  const others = await identityFindings(environment, stacks, administrators, notes);
  return { findings: [...found.flat(), ...others], notes: notes.lines };
}

async function enter(
  inventory: StackInventory,
  readerOf: DeployedOptions["readerOf"],
  notes: Notes,
): Promise<DeployedStack> {
  const { allowed_account_ids, region: where } = inventory.provider;
  const [accountId = ""] = allowed_account_ids as readonly string[];
  const region = String(where);
  const reader = await readerOf({ accountId, region });
  const partition = partitionOf(region);
  return { inventory, accountId, region, partition, reader, notes, resolve: (text) => text };
}

/** References to the stack's own elements, and to outputs of sources. One that nothing resolves stays as it is. */
function resolverOf(
  { inventory }: DeployedStack,
  references: ReadonlyMap<string, References>,
  stateOf: (state: string) => DeployedStack | undefined,
): (text: string) => string {
  const own = references.get(inventory.name);
  return (text) =>
    text.replace(/(?<!\$)\$\{([^}]+)\}/g, (token, reference: string) => {
      const [, state = "", output = ""] =
        /^data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)$/.exec(reference) ?? [];
      if (state === "") return own?.get(reference) ?? token;
      const source = stateOf(state);
      const value = source?.inventory.outputs[output];
      return source && typeof value === "string" ? resolverOf(source, references, stateOf)(value) : token;
    });
}
