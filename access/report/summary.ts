import type { Cell, Matrix } from "../matrix";

/** What a reviewer reads first: who that is no administrator may do what, and how much was asked to be denied. */
export function summaryText(matrix: Matrix): string {
  return [
    `Who may do what, administrators aside:\n${allowedText(matrix.cells)}`,
    `Asked, and denied:\n${deniedText(matrix.cells)}`,
    ...(matrix.notes.length > 0
      ? [`Not judged:\n${matrix.notes.map((note) => `  ${note}`).join("\n")}`]
      : []),
  ].join("\n\n");
}

function allowedText(cells: readonly Cell[]): string {
  const allowed = cells.filter(
    ({ decision, administrator, hypothetical }) => decision === "allow" && !administrator && !hypothetical,
  );
  if (allowed.length === 0) return "  nobody anything";
  const width = Math.max(...allowed.map(({ resource }) => resource.length));
  return [...groupBy(allowed, ({ principal }) => principal)]
    .map(([principal, own]) => {
      const lines = [...groupBy(own, ({ resource }) => resource)].map(
        ([resource, actions]) => `    ${resource.padEnd(width)}  ${namesOf(actions)}`,
      );
      return [`  ${principal}`, ...lines].join("\n");
    })
    .join("\n");
}

/** Without the columns that only ask the same again in another way: `AssumeRole without external ID`. */
function namesOf(cells: readonly Cell[]): string {
  const names = new Set(cells.map(({ action }) => action));
  return [...names]
    .filter((name) => !names.has(name.replace(/ without .*$/, "")) || !name.includes(" without "))
    .join(", ");
}

function deniedText(cells: readonly Cell[]): string {
  const denied = cells.filter(({ decision }) => decision === "deny");
  const rows: readonly (readonly [number, string])[] = [
    [
      denied.filter(({ administrator, hypothetical }) => !administrator && !hypothetical).length,
      "to functions and access roles, on resources of these stacks",
    ],
    [
      denied.filter(({ administrator, hypothetical }) => !administrator && hypothetical).length,
      "to functions and access roles, on resources or policies that are made up",
    ],
    [
      denied.filter(({ administrator }) => administrator).length,
      "to administrators, of these accounts and of others",
    ],
  ];
  const width = Math.max(...rows.map(([count]) => String(count).length));
  return rows.map(([count, what]) => `  ${String(count).padStart(width)}  ${what}`).join("\n");
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
