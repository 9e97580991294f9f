import { environmentSchema, type FileContent } from "./schema";
import { type Partly, wellFormed } from "./well-formed";

/**
 * An environment of which only the well-formed parts are there, each with its defaults, so that the cross-checks
 * can run on a file that does not fit the schema. What is malformed or missing is `undefined`; an optional key
 * that the file leaves out is not there at all. A whole `Environment` is a draft, too.
 */
export type Draft = Partly<FileContent>;
export type AccountDraft = NonNullable<NonNullable<Draft["accounts"]>[string]>;
export type SourceDraft = NonNullable<NonNullable<Draft["sources"]>[string]>;
export type ConsumerDraft = NonNullable<NonNullable<Draft["consumers"]>[string]>;
export type TableDraft = NonNullable<NonNullable<SourceDraft["tables"]>[string]>;
export type AccessRoleDraft = NonNullable<NonNullable<SourceDraft["accessRoles"]>[string]>;
export type OperatorRoleDraft = NonNullable<ConsumerDraft["operatorRole"]>;
export type FunctionDraft = NonNullable<ConsumerDraft["function"]>;
export type PermissionDraft = NonNullable<NonNullable<FunctionDraft["permissions"]>[number]>;
export type MappingDraft = NonNullable<NonNullable<ConsumerDraft["mappings"]>[number]>;

/** The well-formed parts of a file's content, with their defaults. */
export function draftOf(content: unknown): Draft {
  return wellFormed(environmentSchema, content) ?? NOTHING;
}

/** What is left of a file that is not even a group of keys. */
const NOTHING: Draft = {
  sandbox: undefined,
  region: undefined,
  accounts: undefined,
  backend: undefined,
  sources: undefined,
  consumers: undefined,
};

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

/** The well-formed elements of a list, each with its place; none if all of it is malformed. */
export function elementsOf<T>(list: readonly (T | undefined)[] | undefined): [number, T][] {
  return [...(list ?? []).entries()].filter((entry): entry is [number, T] => entry[1] !== undefined);
}
