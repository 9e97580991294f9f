import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { reasonOf } from "../errors/reason-of";
import { UserError } from "../errors/user-error";
import { down } from "../sandbox/down";
import { SandboxError } from "../sandbox/sandbox-error";
import { readState } from "../sandbox/state-folder";
import { centralDemo } from "./demo/central/central-demo";
import type { Demonstration } from "./demo/demonstration";
import { pairDemo } from "./demo/pair";
import { runTasks } from "./demo/run-tasks";
import { saasDemo } from "./demo/saas/saas-demo";
import { SCENARIO_CHOICES, scenariosOf } from "./demo/scenario";
import { runCommand } from "./support/run-command";

interface Options {
  readonly scenario: (typeof SCENARIO_CHOICES)[number];
  readonly seed?: number;
  readonly tenants?: number;
  readonly keep: boolean;
  readonly json?: string;
}

const HIGHEST_SEED = 2 ** 31 - 1;

/** How many tenants there are if nothing else is said. */
const TENANTS = 10;

/** The scenarios that use an option; those that are not here belong to all. */
const SCENARIOS_OF = { seed: ["saas", "central"], tenants: ["saas"] } as const;

new Command("demo")
  .description("Deploys stacks to a local AWS and shows what they do.")
  .addOption(
    new Option(
      "--scenario <name>",
      "stream: a change of the table reaches the function; reader: an API of one account reads a table of the other; switcher: the account switcher, a function that assumes a role in the account whose ID it is given and acts there; events: the stream handler puts an event onto a bus for each change; all: these four; saas: many tenants, each with a table in an account of its own, and the ledger of what each has changed; central: one table of all tenants, each of which gets its own changes only",
    )
      .choices(SCENARIO_CHOICES)
      .default("stream"),
  )
  .option(
    "--seed <number>",
    "saas and central: what is written at random (default: another each time)",
    wholeNumber(1, HIGHEST_SEED),
  )
  .option("--tenants <number>", `saas: how many tenants, at least (default: ${TENANTS})`, wholeNumber(2, 50))
  .option("--keep", "leave everything running and show what to try next", false)
  .option("--json <file>", "write results and durations to a file")
  .showHelpAfterError()
  .action((options: Options) =>
    runCommand(async (signal) => {
      refuseUnused(options);
      refuseToTakeOver();
      const demo = demonstration(options, signal);
      const { result } = demo;
      // At once, so that a file that cannot be written is reported before anything is deployed.
      writeResult(options.json, result);
      console.error("AWS: a sandbox that the demo starts; nothing reaches the real one");
      const start = Date.now();
      try {
        await runTasks(demo.tasks, signal);
      } finally {
        result.seconds.total = (Date.now() - start) / 1000;
        // After a failure or Ctrl-C, too: everything that was deployed is in the local AWS and is deleted with it.
        if (!options.keep || signal.aborted) await down();
        writeResult(options.json, result);
      }
      if (signal.aborted)
        return console.error("The demo was interrupted. Everything that it started is gone.");
      console.log(demo.text());
      if (options.keep) console.log(demo.nextSteps());
      if (!demo.holds()) throw new SandboxError("A check of the demo failed.", "See the output above.");
    }),
  )
  .parseAsync();

function demonstration(options: Options, signal: AbortSignal): Demonstration {
  const { scenario, tenants = TENANTS, keep, seed = randomInt(1, HIGHEST_SEED) } = options;
  if (scenario === "saas") return saasDemo({ seed, tenants, keep, signal });
  if (scenario === "central") return centralDemo({ seed, keep, signal });
  return pairDemo(scenariosOf(scenario), { keep, signal });
}

function refuseUnused(options: Options): void {
  const { scenario } = options;
  const problems = (["seed", "tenants"] as const).flatMap((option) => {
    const users: readonly string[] = SCENARIOS_OF[option];
    if (options[option] === undefined || users.includes(scenario)) return [];
    const those = `${users.length === 1 ? "scenario" : "scenarios"} ${users.join(" and ")}`;
    return [{ cause: `--${option} is for the ${those}; this is ${scenario}`, remedy: "Leave it out" }];
  });
  if (problems.length > 0) throw new UserError(problems);
}

function refuseToTakeOver(): void {
  const running = readState();
  if (!running) return;
  throw new SandboxError(
    `A sandbox has been running since ${running.startedAt}; the demo would delete everything in it.`,
    "Stop it first with `npm run sandbox -- down`.",
  );
}

function writeResult(file: string | undefined, result: Demonstration["result"]): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  } catch (error) {
    const cause = `The file cannot be written: ${reasonOf(error)}`;
    throw new UserError([{ cause, remedy: "Give --json the path of a file that you may write to" }]);
  }
}

function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Give a whole number from ${from} to ${to}.`);
  };
}
