import { differences, type Matrix } from "../matrix";
import { type FurtherFindings, NO_FURTHER_FINDINGS } from "./further-findings";

/**
 * The matrix as JSON, for other programs. Its keys must not change, so the expected decision is still called
 * `intended` here.
 * @param error why there are no cells; absent if there are
 */
export function matrixJson(
  matrix: Matrix,
  further: FurtherFindings = NO_FURTHER_FINDINGS,
  error?: string,
): string {
  const [cells, differing] = [matrix.cells, differences(matrix)].map((list) =>
    list.map(({ principal, resource, action, decision, expected, because }) => ({
      principal,
      resource,
      action,
      decision,
      intended: expected,
      because,
    })),
  );
  const inventory = further.inventory.map(({ place, expected: implied, found, why }) => ({
    place,
    expected: implied,
    found,
    why,
  }));
  const { guards } = further;
  const report = { cells, notes: matrix.notes, differences: differing, inventory, guards, error };
  return `${JSON.stringify(report, null, 2)}\n`;
}
