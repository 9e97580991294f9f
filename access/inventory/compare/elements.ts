import { withoutComment } from "../../../synthesized/comments";
import type { ElementJson, ElementsJson } from "../../../synthesized/stack-json";
import { type InventoryFinding, NOTHING, shown } from "../finding";
import { ALWAYS_COMPARED, ALWAYS_IMMATERIAL, LISTED_KINDS, type ListedKind } from "../listed-kinds";
import type { ExpectedStatement, Settings } from "../stack-inventory";
import { isFields, normalized } from "./normalized";
import { policyFindings } from "./policies";
import { expressionsIn, type Resolver, resolvedValue } from "./resolved";
import { differencesBetween } from "./values";

/** The provider of each element of AWS; Terraform's own have none. */
const PROVIDER = "aws.account";

/** What is the same for all elements of a stack. */
export interface ElementContext {
  /** Name of the stack. */
  readonly stack: string;
  readonly resolve: Resolver;
}

/** The elements of a stack by address, as they stand in the JSON. */
export function elementsOf(elements: ElementsJson = {}, prefix = ""): Record<string, ElementJson> {
  return Object.fromEntries(
    Object.entries(elements).flatMap(([type, byName]) =>
      Object.entries(byName ?? {}).map(([name, element]) => [`${prefix}${type}.${name}`, element]),
    ),
  );
}

/** Where the elements of a stack differ from what is expected. */
export function elementFindings(
  expected: Readonly<Record<string, Settings>>,
  found: Readonly<Record<string, ElementJson>>,
  context: ElementContext,
): InventoryFinding[] {
  const addresses = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...addresses].flatMap((address) => {
    const [wanted, there] = [expected[address], found[address]];
    const kind = LISTED_KINDS[kindOf(address)];
    if (!there) return [missing(address, wanted, context)];
    if (!kind) return [unlistedKind(address, there, context)];
    if (!wanted) return [additional(address, there, { ...context, kind })];
    return differing(address, wanted, there, { ...context, kind });
  });
}

function kindOf(address: string): string {
  return address.slice(0, address.lastIndexOf("."));
}

function missing(address: string, wanted: unknown, { stack, resolve }: ElementContext): InventoryFinding {
  return {
    place: `${stack} ${address}`,
    expected: shown(resolvedValue(wanted, resolve)),
    found: NOTHING,
    why: LISTED_KINDS[kindOf(address)]?.why ?? "The environment file implies it.",
  };
}

function unlistedKind(address: string, there: unknown, { stack, resolve }: ElementContext): InventoryFinding {
  return {
    place: `${stack} ${address}`,
    expected: NOTHING,
    found: shown(resolvedValue(there, resolve)),
    why: `Stacks hold no ${kindOf(address)}, so nothing here can tell what it opens.`,
  };
}

function additional(
  address: string,
  there: ElementJson,
  { stack, resolve, kind }: ElementContext & { readonly kind: ListedKind },
): InventoryFinding {
  return {
    place: `${stack} ${address}`,
    expected: NOTHING,
    found: shown(resolvedValue(isFields(there) ? withoutComment(there) : there, resolve)),
    why: kind.why,
  };
}

function differing(
  address: string,
  wanted: Settings,
  there: ElementJson,
  context: ElementContext & { readonly kind: ListedKind },
): InventoryFinding[] {
  const { stack, resolve, kind } = context;
  const place = `${stack} ${address}`;
  if (!isFields(there)) {
    return [{ place, expected: "one block of settings", found: shown(there), why: kind.why }];
  }
  const type = kindOf(address);
  const provider = /^(data\.)?aws_/.test(address) ? PROVIDER : undefined;
  const expected = normalized(type, { ...wanted, provider });
  const found = normalized(type, withoutComment(there));
  const policies = kind.policies ?? [];
  const compared = [...ALWAYS_COMPARED, ...kind.compared].filter((name) => !policies.includes(name));
  return [
    ...unlistedAttributes(found, context, place),
    ...policies.flatMap((name) =>
      policyFindings((expected[name] ?? []) as readonly ExpectedStatement[], found[name], {
        place: `${place} ${name}`,
        why: kind.why,
        resolve,
      }),
    ),
    ...compared.flatMap((name) =>
      valueFindings(expected[name], found[name], { place: `${place} ${name}`, why: kind.why, resolve }),
    ),
  ];
}

/** Attributes that the list does not have, and expressions where nobody looks. */
function unlistedAttributes(
  found: Settings,
  { kind }: { readonly kind: ListedKind },
  place: string,
): InventoryFinding[] {
  const immaterial = [...ALWAYS_IMMATERIAL, ...(kind.immaterial ?? [])];
  const listed = [...ALWAYS_COMPARED, ...kind.compared, ...immaterial];
  const unlisted = Object.entries(found).filter(([name]) => !listed.includes(name));
  return [
    ...unlisted.map(([name, value]) => ({
      place: `${place} ${name}`,
      expected: NOTHING,
      found: shown(value, name),
      why: "This attribute is on no list, so nothing here can tell what it opens.",
    })),
    ...immaterial.flatMap((name) =>
      expressionsIn(found[name]).map((text) => ({
        place: `${place} ${name}`,
        expected: "text without expressions",
        found: shown(text),
        why: "Terraform computes it during the apply, from whatever it refers to.",
      })),
    ),
  ];
}

/** Where two values differ once references are resolved. */
export function valueFindings(
  expected: unknown,
  found: unknown,
  { place, why, resolve }: { readonly place: string; readonly why: string; readonly resolve: Resolver },
): InventoryFinding[] {
  const differences = differencesBetween(resolvedValue(expected, resolve), resolvedValue(found, resolve));
  return differences.map(({ path, ...values }) => ({
    place: path === "" ? place : `${place}${path.startsWith("[") ? "" : "."}${path}`,
    expected: shown(values.expected),
    // A value that replaces another is shown: the reviewer compares the two. A new one may be a secret.
    found: shown(values.found, values.expected === undefined ? path : ""),
    why,
  }));
}
