import type { Cell, Matrix } from "../matrix";
import { type Grid, gridsOf } from "./grid";

/** The matrix for a terminal: one table for each resource, and the reasons they point to. */
export function matrixText(matrix: Matrix): string {
  const { grids, reasons } = gridsOf(matrix);
  return [
    ...grids.map(gridText),
    `Decided by:\n${reasons.map((reason, index) => `  [${index + 1}] ${reason}`).join("\n")}`,
    ...(matrix.notes.length > 0
      ? [`Not judged:\n${matrix.notes.map((note) => `  ${note}`).join("\n")}`]
      : []),
  ].join("\n\n");
}

function gridText({ resource, actions, rows }: Grid): string {
  const table = [
    ["", ...actions],
    ...rows.map(({ principal, cells }) => [
      principal,
      ...cells.map(({ cell, reason }) => `${cell.decision}${mark(cell)} [${reason}]`),
    ]),
  ];
  const widths = ["", ...actions].map((_heading, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const lines = table.map(
    (row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ")}`,
  );
  return [resource, ...lines.map((line) => line.trimEnd())].join("\n");
}

function mark({ decision, intended }: Cell): string {
  return decision === intended ? "" : "!";
}

/** What differs from the environment file, one line each. */
export function differenceText({ principal, resource, action, decision, intended, because }: Cell): string {
  return `${principal}, ${action}, ${resource}: is ${decision}, the environment file means ${intended}: ${because}`;
}
