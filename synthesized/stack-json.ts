/** One resource or data source, as it stands in a stack's JSON. */
export type ElementJson = Readonly<Record<string, unknown>>;

/** Type → name → element. */
export type ElementsJson = Readonly<Record<string, Readonly<Record<string, ElementJson>>>>;

/** The parts of a synthesized stack that tell who may do what. */
export interface StackJson {
  readonly resource?: ElementsJson;
  readonly data?: ElementsJson;
  readonly output?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly provider?: { readonly aws?: readonly ElementJson[] };
  readonly terraform?: {
    readonly backend?: Readonly<Record<string, ElementJson>>;
    readonly cloud?: ElementJson;
  };
}

/** A synthesized stack. */
export interface Stack {
  readonly name: string;
  /** The account it deploys to: 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly json: StackJson;
}

/**
 * A stack from its JSON; account and region are those of its provider.
 * @throws Error if the JSON names none: it was not made by this project
 */
export function stackOf(name: string, json: StackJson): Stack {
  const [provider = {}] = json.provider?.aws ?? [];
  const [accountId] = Array.isArray(provider.allowed_account_ids) ? provider.allowed_account_ids : [];
  if (typeof accountId === "string" && typeof provider.region === "string") {
    return { name, accountId, region: provider.region, json };
  }
  throw new Error(
    `${name}: the stack's provider names no account or no region; synthesize it with this project`,
  );
}

/** An element with its place. */
export interface PlacedElement {
  readonly stack: Stack;
  readonly type: string;
  readonly name: string;
  readonly element: ElementJson;
}

/** All resources of a type, or of all types. */
export function resourcesOf(stacks: readonly Stack[], wanted?: string): PlacedElement[] {
  return stacks.flatMap((stack) =>
    Object.entries(stack.json.resource ?? {})
      .filter(([type]) => wanted === undefined || type === wanted)
      .flatMap(([type, byName]) =>
        Object.entries(byName).map(([name, element]) => ({ stack, type, name, element })),
      ),
  );
}
