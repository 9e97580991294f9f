import type { Cell, Matrix } from "../matrix";

/** The cells of one resource: rows are principals, columns are actions. */
export interface Grid {
  readonly resource: string;
  readonly actions: readonly string[];
  readonly rows: readonly { readonly principal: string; readonly cells: readonly GridCell[] }[];
}

/** A cell, with the number of its reason. */
export interface GridCell {
  readonly cell: Cell;
  readonly reason: number;
}

/** The grids of a matrix, and the reasons that their cells point to, numbered from 1. */
export function gridsOf({ cells }: Matrix): { grids: Grid[]; reasons: string[] } {
  const reasons = [...new Set(cells.map(({ because }) => because))];
  const numbers = new Map(reasons.map((reason, index) => [reason, index + 1]));
  const grids = [...groupBy(cells, ({ resource }) => resource)].map(([resource, ofResource]): Grid => {
    const rows = [...groupBy(ofResource, ({ principal }) => principal)].map(([principal, ofPrincipal]) => ({
      principal,
      cells: ofPrincipal.map((cell) => ({ cell, reason: numbers.get(cell.because) ?? 0 })),
    }));
    return { resource, actions: [...new Set(ofResource.map(({ action }) => action))], rows };
  });
  return { grids, reasons };
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
