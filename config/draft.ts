import type { Path } from "./problem";
import type { Environment } from "./schema";

/** A value of which any part may be missing. */
type Partly<T> = T extends readonly (infer Element)[]
  ? readonly (Partly<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partly<T[Key]> | undefined }
    : T;

/**
 * An environment of which only the well-formed parts are there, so that the cross-checks can run on a file
 * that does not fit the schema. A part that is there but malformed has the value `undefined`; a key that is
 * not there at all stands for its default. A whole `Environment` is a draft, too.
 */
export type Draft = Partly<Environment>;
export type AccountDraft = NonNullable<NonNullable<Draft["accounts"]>[string]>;
export type SourceDraft = NonNullable<NonNullable<Draft["sources"]>[string]>;
export type ConsumerDraft = NonNullable<NonNullable<Draft["consumers"]>[string]>;
export type TableDraft = NonNullable<NonNullable<SourceDraft["tables"]>[string]>;
export type AccessRoleDraft = NonNullable<NonNullable<SourceDraft["accessRoles"]>[string]>;
export type FunctionDraft = NonNullable<ConsumerDraft["function"]>;
export type MappingDraft = NonNullable<NonNullable<ConsumerDraft["mappings"]>[number]>;

/**
 * A copy of what was read from a file, with `undefined` in place of everything the schema refused.
 * @param raw the file's content; the schema accepted all of it but the places in `refused`
 */
export function draftOf(raw: unknown, refused: readonly Path[]): Draft {
  const root = { content: structuredClone(raw) };
  for (const path of refused) blank(root, ["content", ...path]);
  // Safe: the schema has vouched for every value that is left.
  return (root.content ?? {}) as Draft;
}

/** Blanks the value at a path, unless a part above it is blank already or a required key was missing. */
function blank(container: object, path: Path): void {
  const [step, ...rest] = path;
  if (step === undefined || !Object.hasOwn(container, step)) return;
  const key = step as keyof typeof container;
  if (rest.length === 0) {
    Object.assign(container, { [step]: undefined });
    return;
  }
  const value: unknown = container[key];
  if (typeof value === "object" && value !== null) blank(value, rest);
}

/** The entries of a part that are well formed. */
export function entriesOf<T>(part: Readonly<Record<string, T | undefined>> | undefined): [string, T][] {
  return Object.entries(part ?? {}).filter((entry): entry is [string, T] => entry[1] !== undefined);
}

/** The entry of a name; unlike `part[name]` it does not find what every object inherits. */
export function entryOf<T>(
  part: Readonly<Record<string, T | undefined>> | undefined,
  name: string | undefined,
): T | undefined {
  return part && name !== undefined && Object.hasOwn(part, name) ? part[name] : undefined;
}

/** The names that the file gives in a part, those of malformed entries included; undefined if all of it is malformed. */
export function namesIn(part: object | undefined): readonly string[] | undefined {
  return part && Object.keys(part);
}

/** The well-formed elements of a list, each with its place. An absent list is empty. */
export function elementsOf<T>(list: readonly (T | undefined)[] | undefined): [number, T][] {
  return [...(list ?? []).entries()].filter((entry): entry is [number, T] => entry[1] !== undefined);
}
