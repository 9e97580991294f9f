import { differences, type Matrix } from "../matrix";
import { type Grid, gridsOf } from "./grid";
import { differenceText } from "./text";

/** The matrix as Markdown, for a pull request. */
export function matrixMarkdown(matrix: Matrix): string {
  const { grids, reasons } = gridsOf(matrix);
  const differing = differences(matrix);
  const verdict =
    differing.length === 0
      ? "Everyone may do what the environment file grants, and nothing else."
      : differing.map((cell) => `- ${differenceText(cell)}`).join("\n");
  return `${[
    "# Access",
    verdict,
    ...grids.map(gridMarkdown),
    "## Decided by",
    reasons.map((reason, index) => `${index + 1}. ${reason}`).join("\n"),
    ...(matrix.notes.length > 0 ? ["## Not judged", matrix.notes.map((note) => `- ${note}`).join("\n")] : []),
  ].join("\n\n")}\n`;
}

function gridMarkdown({ resource, actions, rows }: Grid): string {
  const lines = [
    ["", ...actions],
    ["---", ...actions.map(() => "---")],
    ...rows.map(({ principal, cells }) => [
      principal,
      ...cells.map(({ cell, reason }) => {
        const text = `${cell.decision} (${reason})`;
        return cell.decision === cell.expected ? text : `**${text}**, not expected`;
      }),
    ]),
  ];
  return [`## ${resource}`, "", ...lines.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}
