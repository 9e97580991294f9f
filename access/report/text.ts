import type { Cell, Matrix } from "../matrix";
import { type Grid, gridsOf } from "./grid";

/** The whole matrix for a terminal: one table for each resource, the reasons they point to, and what is made up. */
export function matrixText(matrix: Matrix): string {
  const { grids, reasons } = gridsOf(matrix);
  return [
    ...grids.map(gridText),
    `Decided by:\n${reasons.map((reason, index) => `  [${index + 1}] ${reason}`).join("\n")}`,
    ...(matrix.hypotheses.length > 0
      ? [`Made up:\n${matrix.hypotheses.map(({ label, sentence }) => `  ${label}: ${sentence}.`).join("\n")}`]
      : []),
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

function mark({ decision, expected }: Cell): string {
  return decision === expected ? "" : "!";
}

/** A cell that differs from the environment file, as one line. */
export function differenceText({ principal, resource, action, decision, expected, because }: Cell): string {
  return `${principal}, ${action}, ${resource}: ${decision}, but the environment file expects ${expected}: ${because}`;
}
