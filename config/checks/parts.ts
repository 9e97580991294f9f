import {
  type ConsumerDraft,
  type Draft,
  entriesOf,
  type FunctionDraft,
  type SourceDraft,
  type TableDraft,
} from "../draft";
import { FUNCTION_PARTS, type FunctionPart, OWNER_KEYS } from "../function-parts";
import type { Path } from "../problem";

/** A function of a consumer, with its place in the file. */
export interface PlacedFunction {
  /** The consumer's key in the file. */
  readonly consumer: string;
  readonly part: FunctionPart;
  /** Where `function`, `roleName` and `rolePath` are. */
  readonly path: Path;
  /** The group that has `function`, and what its role is like. */
  readonly owner: Pick<ConsumerDraft, "roleName" | "rolePath" | "permissionsBoundaryArn"> & {
    readonly function?: FunctionDraft | undefined;
  };
}

/** All functions of a file. */
export function functionsIn(draft: Draft): PlacedFunction[] {
  return entriesOf(draft.consumers).flatMap(([consumer, config]) =>
    FUNCTION_PARTS.flatMap((part) => {
      const key = OWNER_KEYS[part];
      const owner = key === undefined ? config : config[key];
      const path = ["consumers", consumer, ...(key === undefined ? [] : [key])];
      return owner ? [{ consumer, part, path, owner }] : [];
    }),
  );
}

/** All tables of a file, those with a stream and those without. */
export function tablesIn(draft: Draft): { path: Path; table: TableDraft; source: SourceDraft }[] {
  return entriesOf(draft.sources).flatMap(([key, source]) => [
    { path: ["sources", key], table: source, source },
    ...entriesOf(source.tables).map(([name, table]) => ({
      path: ["sources", key, "tables", name],
      table,
      source,
    })),
  ]);
}
