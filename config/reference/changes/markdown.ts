import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../paths";
import type { Change } from "./change";
import { CHANGE_GROUPS, type ChangeGroup } from "./index";

/** The part that people write: what no table can say. */
const PROCEDURES_FILE = join(PROJECT_ROOT, "config/reference/changes/procedures.md");

const INTRODUCTION = `<!-- Generated from config/reference/changes by \`npm run docs\`. Do not edit. -->
# Changing a deployed environment

Every setting of an environment file, what Terraform does when it changes, what is lost if you are careless, and the way
that loses nothing. Rows with a test were changed in the sandbox, with the real Terraform and the real AWS provider. The
others follow from the provider's schema and from what AWS documents.

Groups of keys that several parts share, such as \`billing\`, stand here once, as in the
[configuration reference](configuration.md).

Whatever you change, read the plan first: \`npx cdktf diff STACK\`. A line that says **must be replaced** destroys
something.
`;

/** The text of docs/changes.md. */
export function changesMarkdown(): string {
  return [INTRODUCTION, ...CHANGE_GROUPS.map(groupText), readFileSync(PROCEDURES_FILE, "utf8")].join("\n");
}

function groupText({ title, changes }: ChangeGroup): string {
  return [
    `## ${title}`,
    "| Settings | What Terraform does | What is lost if you are careless | The safe way |",
    "| --- | --- | --- | --- |",
    ...changes.map(rowText),
    "",
  ].join("\n");
}

function rowText({ settings, terraform, loses = "", safeWay = "", test }: Change): string {
  const tested = test === undefined ? "" : ` ([test](../__tests__/sandbox/${test}))`;
  const cells = [
    settingsCell(settings),
    `${sentence(terraform)}${tested}`,
    sentence(loses),
    sentence(safeWay),
  ];
  return `| ${cells.join(" | ")} |`;
}

function settingsCell(settings: readonly string[]): string {
  return settings.map((setting) => `\`${setting}\``).join("<br>");
}

function sentence(text: string): string {
  return text === "" ? "" : `${text}.`;
}
