import {
  type ConsumerDraft,
  type Draft,
  entriesOf,
  type FunctionDraft,
  type SourceDraft,
  type TableDraft,
} from "../draft";
import type { FunctionPart } from "../functions";
import type { Path } from "../problem";

/** A function of a consumer, with its place in the file. */
export interface PlacedFunction {
  /** The consumer's key in the file. */
  readonly consumer: string;
  readonly part: FunctionPart;
  /** Where the function, its `roleName` and its `rolePath` stand. */
  readonly path: Path;
  /** What holds `function`, `roleName` and `rolePath`. */
  readonly owner: Pick<ConsumerDraft, "roleName" | "rolePath"> & {
    readonly function?: FunctionDraft | undefined;
  };
}

/** All functions of a file. */
export function functionsIn(draft: Draft): PlacedFunction[] {
  return entriesOf(draft.consumers).flatMap(([consumer, config]) => {
    const { readerApi, accountSwitcher } = config;
    const path = ["consumers", consumer];
    return [
      { consumer, part: "stream-handler", path, owner: config },
      ...(readerApi
        ? [{ consumer, part: "reader-api" as const, path: [...path, "readerApi"], owner: readerApi }]
        : []),
      ...(accountSwitcher
        ? [
            {
              consumer,
              part: "account-switcher" as const,
              path: [...path, "accountSwitcher"],
              owner: accountSwitcher,
            },
          ]
        : []),
    ];
  });
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
