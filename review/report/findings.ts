import { groupBy } from "../group-by";
import { type Finding, placeText, type Severity } from "../rules/rule";
import { markdownCode, markdownSentence } from "./escape";
import { details } from "./table";

const MARKS: Readonly<Record<Severity, string>> = { high: "🔴", medium: "🟠", low: "🟡", info: "⚪" };

/** How many places of a rule stand outside of the part to open. */
const OPEN = 5;

/** A severity with its mark. */
export function severityText(severity: Severity): string {
  return `${MARKS[severity]} ${severity}`;
}

/**
 * All findings, the most dangerous first. Those of the same rule, severity and consequence share one explanation.
 * @param brief only places, without causes: for plans with thousands of findings
 */
export function findingsMarkdown(findings: readonly Finding[], brief = false): string {
  return [...grouped(findings).values()].map((group) => groupMarkdown(group, brief)).join("\n\n");
}

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  return groupBy(findings, ({ severity, rule, consequence }) =>
    JSON.stringify([severity, rule, consequence]),
  );
}

function groupMarkdown(group: readonly Finding[], brief: boolean): string {
  const [first] = group;
  if (!first) return "";
  const { severity, rule, consequence, remedy } = first;
  const lines = brief ? briefLines(group) : group.map((finding) => `- ${lineOf(finding)}`);
  const rest = lines.slice(OPEN);
  return [
    `**${severityText(severity)}** ${markdownCode(rule)}${group.length > 1 ? ` (${group.length})` : ""}`,
    lines.slice(0, OPEN).join("\n"),
    ...(rest.length > 0 ? [details(`${rest.length} more`, rest.join("\n"))] : []),
    `${markdownSentence(consequence)} *What to do:* ${markdownSentence(remedy)}`,
  ].join("\n\n");
}

function lineOf(finding: Finding): string {
  return `${markdownCode(placeText(finding))}: ${markdownSentence(finding.cause)}.`;
}

/** One line for each stack with all addresses. */
function briefLines(group: readonly Finding[]): string[] {
  const stacks = groupBy(group, ({ address: _, ...place }) => placeText(place));
  return [...stacks].map(([stack, findings]) => {
    const addresses = findings.flatMap(({ address }) => address ?? []);
    return `- ${markdownCode(stack)}${addresses.length > 0 ? ": " : ""}${addresses.map(markdownCode).join(", ")}`;
  });
}
