import { readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ProgramError } from "../../programs/program-error";
import { runProgram } from "../../programs/run-program";
import type { NodeProgram } from "./node-program";
import type { Run } from "./run";

/** Tests of all that uses the library and the bindings, as beginnings of paths below `__tests__/unit`. */
const SELECTED = [
  "access/inventory/environments",
  "backends/s3/",
  "constructs/",
  "guards/guard-validation",
  "stacks/",
];

const UNIT_TESTS = "__tests__/unit";

/** The paths come first: Jest takes them for projects otherwise. */
const COMMAND = [
  "node_modules/jest/bin/jest.js",
  ...SELECTED.map((path) => `${UNIT_TESTS}/${path}`),
  "--selectProjects",
  "unit",
];

/** What Jest prints at the end of a file: how it went, the project's name, the file. */
const END_OF_FILE = /^ *(PASS|FAIL) +unit +(\S+)/;

/**
 * Runs the unit tests of constructs and stacks in a copy of the project, and says how each file went.
 * @returns what failed; undefined if nothing did
 */
export async function failureOfTests(
  folder: string,
  run: Run,
  node: NodeProgram,
): Promise<string | undefined> {
  const total = countTestFiles(folder);
  const failed: string[] = [];
  let done = 0;
  run.say(`running the unit tests of constructs and stacks, ${total} files …`);
  try {
    await runProgram("node", [...COMMAND, "--maxWorkers=2"], {
      cwd: folder,
      environment: node.environment,
      signal: run.signal,
      remedy: `To see all of it: cd ${folder} && node ${COMMAND.join(" ")}`,
      onLine: (line) => {
        const [, outcome, file] = END_OF_FILE.exec(stripVTControlCharacters(line)) ?? [];
        // Jest repeats at the end which files failed.
        if (file === undefined || failed.includes(file)) return;
        if (outcome === "FAIL") failed.push(file);
        done += 1;
        run.say(`${done} of ${total}: ${file} ${outcome === "FAIL" ? "FAILED" : "passed"}`);
      },
    });
    return undefined;
  } catch (error) {
    if (run.signal.aborted || !(error instanceof ProgramError)) throw error;
    return failed.length > 0 ? `Failed: ${failed.join(", ")}.\n${error.message}` : error.message;
  }
}

function countTestFiles(folder: string): number {
  return readdirSync(join(folder, UNIT_TESTS), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".test.ts") && SELECTED.some((path) => file.startsWith(path)),
  ).length;
}
