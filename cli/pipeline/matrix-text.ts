import type { Matrix, MatrixEntry, MatrixStack } from "../../pipeline/matrix";

/** A matrix for people: a paragraph for each environment, a line for each stack. */
export function matrixText({ include }: Matrix): string {
  return include.map(entryText).join("\n\n");
}

function entryText({ environment, region, backend, stacks }: MatrixEntry): string {
  return [`${environment} (${region}, state: ${backend})`, ...stacks.map(stackText)].join("\n");
}

function stackText({ name, accountId, region, role, dependsOn }: MatrixStack): string {
  const after = dependsOn.length > 0 ? `, after ${dependsOn.join(", ")}` : "";
  const as = role === null ? "the job's own credentials" : role;
  return `  ${name}${after}: account ${accountId}, ${region}, as ${as}`;
}
