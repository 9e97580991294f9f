import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmsOf } from "../../../alarms/alarms-of";
import { PROJECT_ROOT } from "../../../config/paths";
import { CROSS_ACCOUNT } from "../config/sample";
import { environmentWith } from "./support/environment-with";
import { metered } from "./support/metered";

/** Every alarm that a consumer can have. */
const ALARMS = alarmsOf(
  environmentWith({
    ...CROSS_ACCOUNT,
    ...metered(),
    "consumers.handler.alarms": { noEventsHours: { changes: 1 } },
  }),
);

function read(file: string): string {
  return readFileSync(join(PROJECT_ROOT, "docs", file), "utf8");
}

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
