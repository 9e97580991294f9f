import { dirname } from "node:path";
import { isCompatible, type JudgedDifference, type VariantResult } from "./result";

/** Results for people: what differs, each value once, and what failed. */
export function resultsText(results: readonly VariantResult[]): string {
  return results.map(resultText).join("\n\n");
}

/** Results for scripts, with every difference of every file. */
export function resultsJson(results: readonly VariantResult[]): string {
  const compatible = results.every(isCompatible);
  return JSON.stringify({ compatible, variants: results }, null, 2);
}

function resultText(result: VariantResult): string {
  const { name, title, node, environments, stacks, tests, failure, differences } = result;
  const allowed = differences.filter(({ allowedBecause }) => allowedBecause !== undefined);
  const refused = differences.filter(({ allowedBecause }) => allowedBecause === undefined);
  return [
    `${name}: ${isCompatible(result) ? "compatible" : "NOT COMPATIBLE"} (${title}, Node.js ${node})`,
    `  ${environments.length} environments, ${stacks} stacks synthesized; unit tests: ${tests}`,
    ...grouped(refused).map((group) => `  not allowed: ${groupText(group)}`),
    ...grouped(allowed).map((group) => `  allowed: ${groupText(group)}`),
    ...(failure === undefined ? [] : [indented(failure)]),
  ].join("\n");
}

/** The same difference in several files. */
type Group = readonly [JudgedDifference, ...JudgedDifference[]];

function grouped(differences: readonly JudgedDifference[]): Group[] {
  const groups = new Map<string, [JudgedDifference, ...JudgedDifference[]]>();
  for (const difference of differences) {
    const { path, before, after } = difference;
    const key = JSON.stringify([path, before, after]);
    const group = groups.get(key);
    if (group) group.push(difference);
    else groups.set(key, [difference]);
  }
  return [...groups.values()];
}

function groupText(group: Group): string {
  const [{ path, before, after, allowedBecause }] = group;
  const places = group.map(({ file }) => (file.endsWith("/cdk.tf.json") ? dirname(file) : file));
  const what = `${path.join(".") || "the file"}: ${valueText(before)} → ${valueText(after)}`;
  if (allowedBecause !== undefined) return `${what}, in ${group.length} files (${allowedBecause})`;
  return `${what}, in ${places.join(", ")}`;
}

function valueText(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
