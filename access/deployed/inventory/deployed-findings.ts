import type { LoadedEnvironment } from "../../../config/load-environment";
import type { InventoryFinding } from "../../inventory/finding";
import type { StackInventory } from "../../inventory/stack-inventory";
import { apiFindings } from "./apis";
import { bucketFindings } from "./buckets";
import type { DeployedFinding, DeployedStack } from "./deployed-stack";
import { deployedStacks, type ReaderOf } from "./entered-stacks";
import { existingTableFindings } from "./existing-tables";
import { functionFindings } from "./functions";
import { identityFindings } from "./identities";
import { keyFindings } from "./keys";
import { layerFindings } from "./layers";
import { logGroupFindings } from "./log-groups";
import { managedPolicyFindings } from "./managed-policies";
import { mappingFindings } from "./mappings";
import { Notes } from "./notes";
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
  readonly readerOf: ReaderOf;
  /** Names of roles that administer the accounts, besides the deploy roles. @default none */
  readonly administrators?: readonly string[];
}

const ASPECTS = [
  tableFindings,
  existingTableFindings,
  keyFindings,
  managedPolicyFindings,
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
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  { readerOf, administrators = [] }: DeployedOptions,
): Promise<DeployedFindings> {
  const notes = new Notes();
  const stacks = await deployedStacks(loaded, readerOf, notes);
  const found = await findingsOf(stacks);
  const others = await identityFindings(loaded, stacks, administrators, notes);
  return { findings: [...found, ...others], notes: notes.lines };
}

/** Each stack's findings, without other roles and users of the accounts. */
export interface StackFindings extends DeployedFindings {
  readonly findings: readonly DeployedFinding[];
  /** Those among the notes that say that something could not be read. */
  readonly unread: readonly string[];
  /** What the file implies, stack by stack. */
  readonly inventories: readonly StackInventory[];
}

/**
 * Compares what is deployed of the stacks with what the environment file implies.
 * @throws AccessError if an account cannot be entered at all
 */
export async function stackFindings(
  loaded: Pick<LoadedEnvironment, "name" | "environment">,
  readerOf: ReaderOf,
): Promise<StackFindings> {
  const notes = new Notes();
  const stacks = await deployedStacks(loaded, readerOf, notes);
  const findings = await findingsOf(stacks);
  const inventories = stacks.map(({ inventory }) => inventory);
  return { findings, notes: notes.lines, unread: notes.unread, inventories };
}

async function findingsOf(stacks: readonly DeployedStack[]): Promise<DeployedFinding[]> {
  const found = stacks.flatMap((stack) => ASPECTS.map((aspect) => aspect(stack)));
  return (await Promise.all(found)).flat();
}
