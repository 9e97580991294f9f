import type { SourceConfig } from "../../../config/schema";
import { policyFindings } from "../../inventory/compare/policies";
import { resolvedValue } from "../../inventory/compare/resolved";
import { differencesBetween } from "../../inventory/compare/values";
import { type InventoryFinding, NOT_DEPLOYED, NOTHING, shown } from "../../inventory/finding";
import { LISTED_KINDS } from "../../inventory/listed-kinds";
import type { ExpectedStatement, Settings, StackInventory } from "../../inventory/stack-inventory";
import type { AccountReader } from "../account-reader";
import type { Notes } from "./notes";

/** A stack of the file, and what it takes to look at what is there of it. */
export interface DeployedStack {
  readonly inventory: StackInventory;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly reader: AccountReader;
  readonly notes: Notes;
  /** Names of the functions that other stacks of the file have in the same account and region. @default none */
  readonly otherFunctions?: readonly string[];
  /** The source of the stack, if somebody else made its table. @default none */
  readonly existingTable?: SourceConfig | undefined;
  /** The stacks of the file that hold further mappings of this stack's functions. @default none */
  readonly mappingStacks?: readonly DeployedStack[];
  /** Gives a text with the references in it replaced by what is deployed. */
  readonly resolve: (text: string) => string;
}

/** Something deployed that the file does not imply, or the other way round. */
export interface DeployedFinding extends InventoryFinding {
  readonly subject: FindingSubject;
}

/** What a finding is about, for programs: its `place` is for people. */
export interface FindingSubject {
  /** Name of the stack. */
  readonly stack: string;
  /** Terraform's address of an element of the stack, or only a type if no element stands for what was found. */
  readonly address: string;
  /** An attribute of the element, or what else belongs to it, such as a replica. @default the element itself */
  readonly part?: string;
}

/** An element that the file implies, with its references resolved. */
export interface ExpectedElement {
  readonly address: string;
  readonly settings: Settings;
}

/** The elements of a type that the file implies for a stack. */
export function expectedOf({ inventory, resolve }: DeployedStack, type: string): ExpectedElement[] {
  return Object.entries(inventory.elements)
    .filter(([address]) => address.startsWith(`${type}.`))
    .map(([address, settings]) => ({
      address,
      settings: resolvedValue(settings, (text) => unescaped(resolve(text))) as Settings,
    }));
}

/** What is found for each element of a type, all of them at once. */
export async function findingsOfEach(
  stack: DeployedStack,
  type: string,
  findingsOf: (stack: DeployedStack, element: ExpectedElement) => Promise<DeployedFinding[]>,
): Promise<DeployedFinding[]> {
  const found = expectedOf(stack, type).map((element) => findingsOf(stack, element));
  return (await Promise.all(found)).flat();
}

/** Terraform's JSON doubles signs that are meant literally; AWS has them once. */
function unescaped(text: string): string {
  return text.replace(/([$%])\1(?=\{)/g, "$1");
}

/** Where an element's settings differ from what the file implies. Only what was read is compared. */
export function settingFindings(
  { inventory: { name }, notes }: DeployedStack,
  { address, settings }: ExpectedElement,
  found: Settings,
): DeployedFinding[] {
  const known = Object.entries(found).filter(
    ([attribute]) => !isUnknown(settings[attribute], `${name} ${address} ${attribute}`, notes),
  );
  return known.flatMap(([attribute, value]) =>
    differencesBetween(settings[attribute], value).map(({ path, ...values }) => ({
      place: [`${name} ${address} ${attribute}`, path].filter(Boolean).join(path.startsWith("[") ? "" : "."),
      expected: shown(values.expected),
      found: shown(values.found, values.expected === undefined ? `${attribute}.${path}` : ""),
      why: whyOf(address),
      subject: { stack: name, address, part: attribute },
    })),
  );
}

/** Where a policy differs from the statements that the file implies; no policy has no statements. */
export function statementFindings(
  { inventory: { name }, resolve, notes }: DeployedStack,
  place: { readonly address: string; readonly what: string },
  expected: readonly ExpectedStatement[],
  text: string | undefined,
): DeployedFinding[] {
  if (text === undefined && expected.length === 0) return [];
  const where = `${name} ${place.address} ${place.what}`;
  if (isUnknown(resolvedValue(expected, resolve), where, notes)) return [];
  const none = { Version: "2012-10-17", Statement: [] };
  const document = JSON.stringify(text === undefined ? none : documentOf(text));
  const subject = { stack: name, address: place.address, part: place.what };
  return policyFindings(expected, document, {
    place: where,
    why: whyOf(place.address),
    resolve: (one) => unescaped(resolve(one)),
  }).map((finding) => ({ ...finding, subject }));
}

/** Whether an expected value depends on something that could not be read. That is noted. */
function isUnknown(expected: unknown, place: string, notes: Notes): boolean {
  const [reference] = /(?<!\$)\$\{[^}]*\}/.exec(JSON.stringify(expected ?? null)) ?? [];
  if (reference === undefined) return false;
  notes.add(`${place} cannot be compared: nothing tells what ${reference} is`);
  return true;
}

/** A policy as IAM and its kin give it: URL-encoded, or not. What some services add to it decides nothing. */
function documentOf(text: string): unknown {
  const { Id: _, ...document } = JSON.parse(
    text.trimStart().startsWith("{") ? text : decodeURIComponent(text),
  );
  return document;
}

/** Something that the file implies and that is not there. */
export function missingFinding(
  { inventory: { name } }: DeployedStack,
  { address, settings }: ExpectedElement,
): DeployedFinding {
  return {
    place: `${name} ${address}`,
    expected: shown(settings),
    found: NOT_DEPLOYED,
    why: whyOf(address),
    subject: { stack: name, address },
  };
}

/**
 * Something that is there and that the file does not imply.
 * @param place address or type, and then whatever else says where it is
 */
export function additionalFinding(
  { inventory: { name } }: DeployedStack,
  place: string,
  found: unknown,
  why: string,
): DeployedFinding {
  const [address = "", ...part] = place.split(" ");
  const subject = { stack: name, address, ...(part.length > 0 && { part: part.join(" ") }) };
  return { place: `${name} ${place}`, expected: NOTHING, found: shown(found, place), why, subject };
}

/** What an element of this kind decides. */
export function whyOf(address: string): string {
  return LISTED_KINDS[address.split(".")[0] ?? ""]?.why ?? "The environment file implies it.";
}
