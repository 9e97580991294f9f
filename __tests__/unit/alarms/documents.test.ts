import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmsOf } from "../../../alarms/alarms-of";
import { PROJECT_ROOT } from "../../../config/paths";
import { CROSS_ACCOUNT } from "../config/sample";
import { environmentWith } from "./support/environment-with";

/** Every alarm that a consumer can have. */
const ALARMS = alarmsOf(
  environmentWith({ ...CROSS_ACCOUNT, "consumers.handler.alarms": { noEventsHours: { changes: 1 } } }),
);
const KINDS = [...new Set(ALARMS.map(({ kind }) => kind))].sort();

function read(file: string): string {
  return readFileSync(join(PROJECT_ROOT, "docs", file), "utf8");
}

/** The anchors that GitHub makes of a document's sections. */
function sectionsOf(file: string): string[] {
  return [...read(file).matchAll(/^## (.+)$/gm)].map(([, title = ""]) =>
    title.toLowerCase().replaceAll(" ", "-"),
  );
}

test("the runbook has a section for each alarm, and says what it means, where to look, what to do and when it is done", () => {
  // Act
  const sections = sectionsOf("runbook.md").filter((section) => (KINDS as string[]).includes(section));

  // Assess
  expect(sections.sort()).toEqual(KINDS);
  for (const word of ["Means", "Look", "Do", "Done when"]) {
    expect(
      read("runbook.md").match(new RegExp(`^\\*\\*${word}:\\*\\*`, "gm"))?.length,
    ).toBeGreaterThanOrEqual(KINDS.length);
  }
});

test("docs/alarms.md has a row for each alarm, with its severities and its metric", () => {
  // Prepare
  const rows = read("alarms.md").split("\n");

  // Act
  const missing = ALARMS.filter(
    ({ kind, severity, metric }) =>
      !rows.some(
        (row) =>
          row.startsWith(`| [${kind}](runbook.md#${kind})`) &&
          row.split("|")[2]?.includes(severity) &&
          row.includes(`\`${metric.name}\``),
      ),
  );

  // Assess
  expect(missing.map(({ id }) => id)).toEqual([]);
});
