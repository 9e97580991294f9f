import { differences, type Matrix } from "../matrix";

/**
 * The matrix as JSON, for other programs. Its keys must not change, so the expected decision is still called
 * `intended` here.
 */
export function matrixJson(matrix: Matrix): string {
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
  return `${JSON.stringify({ cells, notes: matrix.notes, differences: differing }, null, 2)}\n`;
}
