import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { chooseDrills } from "../drills/choose";
import { hasPassed } from "../drills/drill";
import { drillsText } from "../drills/report/text";
import { rehearseAll } from "./drills/rehearse-all";
import { runCommand } from "./support/run-command";

interface Options {
  readonly list?: boolean;
  /** A file; true: the standard output. */
  readonly json?: string | true;
}

/** Exit code of drills of which one did not pass. */
const FAILED = 2;

const program = new Command("drills")
  .description(
    "Rehearses incidents in a sandbox of its own: makes them happen while records are written, and says by what each was detected, which command fixed it, and how many records were lost. Exit code 0 if all passed, 2 if one did not, 1 after an error.",
  )
  .argument("[names...]", "drills to rehearse (default: all)")
  .option("--list", "print the drills, and rehearse none")
  .option("--json [file]", "write JSON to a file, or print it instead of the text")
  .showHelpAfterError()
  .action((names: string[], options: Options) => runCommand((signal) => drills(names, options, signal)));

async function drills(names: readonly string[], { list, json }: Options, signal: AbortSignal): Promise<void> {
  const chosen = chooseDrills(names);
  if (list) {
    for (const { name, incident } of chosen) console.log(`${name.padEnd(24)} ${incident}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "drills-"));
  process.env.SANDBOX_STATE_DIR = folder;
  try {
    const results = await rehearseAll(chosen, signal);
    const report = `${JSON.stringify({ passed: results.every(hasPassed), drills: results }, null, 2)}\n`;
    if (typeof json === "string") writeFileSync(json, report);
    if (json === true) process.stdout.write(report);
    else console.log(drillsText(results));
    if (!results.every(hasPassed)) process.exitCode = FAILED;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void program.parseAsync();
