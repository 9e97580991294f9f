import { inventoryFindingText } from "../inventory/finding";
import { differences, type Matrix } from "../matrix";
import { type FurtherFindings, NO_FURTHER_FINDINGS } from "./further-findings";
import { type Grid, gridsOf } from "./grid";
import { differenceText } from "./text";

/**
 * The matrix as Markdown, for a pull request.
 * @param error why there are no cells; absent if there are
 */
export function matrixMarkdown(
  matrix: Matrix,
  further: FurtherFindings = NO_FURTHER_FINDINGS,
  error?: string,
): string {
  const { grids, reasons } = gridsOf(matrix);
  return `${[
    "# Access",
    verdict(matrix, further, error),
    ...grids.map(gridMarkdown),
    ...(reasons.length > 0
      ? ["## Decided by", reasons.map((reason, index) => `${index + 1}. ${reason}`).join("\n")]
      : []),
    ...(matrix.notes.length > 0 ? ["## Not judged", matrix.notes.map((note) => `- ${note}`).join("\n")] : []),
  ].join("\n\n")}\n`;
}

function verdict(matrix: Matrix, { inventory, guards }: FurtherFindings, error?: string): string {
  const lines = [
    ...(error === undefined ? [] : ["- Nobody could be judged:", "```", error, "```"]),
    ...differences(matrix).map((cell) => `- ${differenceText(cell)}`),
    ...guards.map(({ rule, place, cause }) => `- ${place}: [${rule}] ${cause}`),
    ...(inventory.length > 0 ? ["```", ...inventory.map(inventoryFindingText), "```"] : []),
  ];
  if (lines.length === 0) return "Everyone may do what the environment file grants, and nothing else.";
  return lines.join("\n");
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
