import { groupBy } from "../group-by";
import type { Review } from "../review";
import { accessMarkdown, statementsMarkdown } from "./access";
import { resourceCounts, severityCounts } from "./counts";
import { markdownCode, markdownText } from "./escape";
import { findingsMarkdown, severityText } from "./findings";
import { pictureMermaid } from "./picture";
import { details, table } from "./table";

/** GitHub refuses longer comments; counted in bytes, which are never fewer than characters. */
const LIMIT = 65_536;

/** How much is shown: of each table, and of the picture. */
interface Detail {
  readonly rows: number;
  /** Boxes of the picture. */
  readonly boxes: number;
  /** @default false */
  readonly brief?: boolean;
}

/** From everything that is useful to what has to be said. */
const DETAILS: readonly Detail[] = [
  { rows: 100, boxes: 60 },
  { rows: 40, boxes: 40 },
  { rows: 15, boxes: 20 },
  { rows: 5, boxes: 0 },
  { rows: 0, boxes: 0, brief: true },
];

/**
 * The review as Markdown for a comment in a pull request, short enough for GitHub. It begins with a mark that nobody
 * sees, so that the same comment can be updated.
 */
export function reviewMarkdown(review: Review): string {
  const texts = DETAILS.map((detail) => () => textOf(review, detail));
  for (const text of texts) {
    const markdown = text();
    if (Buffer.byteLength(markdown) < LIMIT) return markdown;
  }
  const withoutChanges = { ...review, access: { ...review.access, changes: [] } };
  return textOf(withoutChanges, { rows: 0, boxes: 0 }, byRule(review));
}

/** The mark of the comment of an environment. */
export function commentMark(environment: string): string {
  return `<!-- plan-review ${environment.replace(/[^\w.]+/g, "-")} -->`;
}

function textOf(review: Review, { rows, boxes, brief }: Detail, findings = review.findings): string {
  const { manifest, access, statements } = review;
  const notes = [...new Set(access.notes)]
    .map((note) => `- ${markdownText(note)}`)
    .slice(0, Math.max(rows, 1));
  return `${[
    commentMark(manifest.environment),
    headline(review),
    ...(findings.length > 0 ? [findingsMarkdown(findings, brief)] : []),
    "### Resources",
    stacksTable(review),
    "### Access",
    access.failures.length > 0 ? "Access could not be judged." : accessMarkdown(access.changes, rows),
    statementsMarkdown(statements, rows),
    ...(notes.length > 0 ? [details("Not judged", notes.join("\n"))] : []),
    ...(boxes > 0 ? [details("Picture", `\`\`\`mermaid\n${pictureMermaid(review, boxes)}\n\`\`\``)] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function headline({ manifest, stacks, findings }: Review): string {
  const { create, update, replace, destroy } = resourceCounts(stacks);
  const found = severityCounts(findings).map(([severity, count]) => `${count} ${severityText(severity)}`);
  const verdict = found.length === 0 ? "✅ no findings" : found.join(", ");
  return [
    `## Plan of ${markdownCode(manifest.environment)}: ${verdict}`,
    `${create} to create, ${update} to update, ${replace} to replace, ${destroy} to destroy.`,
  ].join("\n\n");
}

function stacksTable({ stacks }: Review): string {
  return table(
    ["Stack", "Account", "Create", "Update", "Replace", "Destroy"],
    stacks.map((stack) => {
      const { create, update, replace, destroy } = resourceCounts([stack]);
      const { name, accountId } = stack.planned;
      return [markdownCode(name), accountId, ...[create, update, replace, destroy].map(String)];
    }),
  );
}

/** One finding for each rule and severity: when even their places are too many. */
function byRule({ findings }: Review): Review["findings"] {
  const groups = groupBy(findings, ({ rule, severity }) => `${severity} ${rule}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first && others.length > 0
      ? [{ ...first, cause: `${first.cause}. ${others.length} more like this are in the JSON report` }]
      : (first ?? []),
  );
}
