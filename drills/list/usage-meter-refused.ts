import { setTimeout as sleep } from "node:timers/promises";
import type { Drill } from "../drill";
import { runCommand } from "../site/command";
import { statusProblem } from "../site/looks";
import { takeFromPolicies } from "../site/remove-role";
import type { Site } from "../site/site";
import { untilAnswered } from "../site/wait";

const ROLE = "drills-meter-role";
const WINDOW_SECONDS = 5;
/** How long the counts may take to be in the ledger. */
const COUNTING_MS = 60_000;
/** Exit code of `npm run usage -- reconcile` if ledger and stream differ. */
const DIFFERENT = 2;

/** The function goes on; what is counted meanwhile must be in the ledger in the end. */
export const USAGE_METER_REFUSED: Drill = {
  name: "usage-meter-refused",
  incident:
    "The permission to write to the ledger is taken out of the policy of the usage meter's role by hand",
  edits: {
    consumer: {
      usageMeter: {
        roleName: ROLE,
        ledgerTableName: "DrillsLedger",
        windowSeconds: WINDOW_SECONDS,
        function: { name: "drills-meter" },
      },
    },
  },
  breakIt: async (site) => {
    await site.acting("consumer", ({ iam }) => takeFromPolicies(iam, "dynamodb:PutItem", ROLE));
    await site.write(["usage-meter-refused begins a window"]);
    await untilNextWindow(site);
  },
  detect: (site) => statusProblem(site, /Its last batch failed/),
  fixedBy: ["npx cdktf deploy '*'", "npm run usage -- reconcile --tenant NAME"],
  fix: async (site) => {
    await site.deploy();
    await untilNextWindow(site);
    await site.write(["usage-meter-refused ends the last window"]);
    if (!(await untilAnswered(() => allCounted(site), COUNTING_MS, site.signal)))
      throw new Error("The usage ledger lacks records that the stream has");
  },
};

/** A window ends when a record of a later one comes. */
async function untilNextWindow(site: Site): Promise<void> {
  await sleep(WINDOW_SECONDS * 1_000, undefined, { signal: site.signal });
}

/** Whether the ledger has what the stream has, but for the window that has not ended. */
async function allCounted(site: Site): Promise<true | undefined> {
  const command = ["usage", "reconcile", "--tenant", "changes", "--json"];
  const { stdout, exitCode } = await runCommand(site, command, [0, DIFFERENT]);
  const { differences } = JSON.parse(stdout) as { differences: { kind: string; records: number }[] };
  const isOneLeft = differences.every(({ kind, records }) => kind === "open" && records === 1);
  return exitCode === 0 && isOneLeft ? true : undefined;
}
