import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmsOf } from "../../alarms/alarms-of";
import { LOG_QUERIES } from "../../alarms/queries/list";
import { PROJECT_ROOT } from "../../config/paths";
import { DRILLS } from "../../drills/list";
import { scripts } from "../../package.json";
import { environmentWith } from "./alarms/support/environment-with";
import { metered } from "./alarms/support/metered";
import { CROSS_ACCOUNT } from "./config/sample";
import { type NpmCommand, npmCommands } from "./workflows/support/npm-commands";

const text = readFileSync(join(PROJECT_ROOT, "docs", "runbook.md"), "utf8");
const known: Readonly<Record<string, string>> = scripts;

/** The sections, each by the anchor that GitHub gives it. */
const sections = new Map(
  text.split(/^## /m).map((section) => {
    const [heading = ""] = section.split("\n");
    return [heading.toLowerCase().replaceAll(" ", "-"), section];
  }),
);

/** What stands in code, a command a line; a command may be wrapped. */
const code = [...text.matchAll(/```sh\n([^`]+)```|`([^`]+)`/g)]
  .map(([, block, span]) => block ?? span?.replaceAll("\n", " "))
  .join("\n");

/** Each command once, with every option that the runbook gives it. */
const commands: NpmCommand[] = [];
for (const { script, subcommand, options } of npmCommands(code)) {
  const same = commands.find((known) => known.script === script && known.subcommand === subcommand);
  if (!same) commands.push({ script, ...(subcommand && { subcommand }), options });
  else commands[commands.indexOf(same)] = { ...same, options: [...new Set([...same.options, ...options])] };
}

test.each(DRILLS)("the drill $name has a section with its commands", ({ name, fixedBy }) => {
  // Act
  const section = sections.get(name) ?? "";
  // Assess
  const typed = fixedBy.filter((command) => /^(npm|npx|aws|terraform) /.test(command));
  expect(section).not.toBe("");
  expect(typed.filter((command) => !section.includes(command))).toEqual([]);
});

test("the table of drills has each of them, in the order of the list", () => {
  // Prepare
  const table = readFileSync(join(PROJECT_ROOT, "docs", "drills.md"), "utf8");
  // Act
  const rows = [...table.matchAll(/^\| \[([\w-]+)\]\(runbook\.md#([\w-]+)\)/gm)];
  // Assess
  expect(rows.map(([, name]) => name)).toEqual(DRILLS.map(({ name }) => name));
  expect(rows.filter(([, name, anchor]) => name !== anchor)).toEqual([]);
});

test("every link within the runbook leads to a section", () => {
  // Act
  const links = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = ""]) => anchor);
  // Assess
  expect(links.filter((anchor) => !sections.has(anchor))).toEqual([]);
  expect(links).not.toEqual([]);
});

test("every query to the logs is named, and every query that is named exists", () => {
  // Act
  const named = [...text.matchAll(/\]\(dashboard\.md#([\w-]+)\)/g)].map(([, anchor]) => anchor);
  // Assess
  expect([...new Set(named)].sort()).toEqual(LOG_QUERIES.map(({ id }) => id).sort());
});

test.each(commands)(
  "npm run $script $subcommand has the options $options",
  ({ script, subcommand, options }) => {
    // Prepare
    const [program, ...args] = known[script]?.split(" ") ?? [];
    if (program !== "node") throw new Error(`no script ${script} of this project`);
    // Act
    const { status, stdout } = spawnSync(
      process.execPath,
      [...args, ...(subcommand ? [subcommand] : []), "--help"],
      { cwd: PROJECT_ROOT, encoding: "utf8" },
    );
    // Assess
    expect(status).toBe(0);
    expect(options.filter((option) => !stdout.includes(`${option} `))).toEqual([]);
  },
);

test("every alarm has a section", () => {
  // Prepare
  const environment = environmentWith({
    ...CROSS_ACCOUNT,
    ...metered(),
    "consumers.handler.alarms.noEventsHours": { changes: 1 },
  });
  // Act
  const anchors = [
    ...new Set(alarmsOf(environment).map(({ runbook }) => runbook.split("#")[1] ?? "")),
  ].sort();
  // Assess
  expect(anchors).toEqual([
    "api-errors",
    "api-latency",
    "discarded-records",
    "failed-deliveries",
    "failed-records",
    "function-duration",
    "function-errors",
    "function-throttles",
    "iterator-age",
    "ledger-conflicts",
    "lost-records",
    "no-events",
    "not-polled",
    "uncounted-records",
  ]);
  expect(anchors.filter((anchor) => !sections.has(anchor))).toEqual([]);
});
