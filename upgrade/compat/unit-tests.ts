import { join } from "node:path";
import { ProgramError } from "../../programs/program-error";
import { runProgram } from "../../programs/run-program";
import type { NodeProgram } from "./node-program";
import type { Run } from "./run";

/** Tests of what uses the library and the bindings. Their paths come first: Jest takes them for projects otherwise. */
const ARGUMENTS = [
  "__tests__/unit/constructs",
  "__tests__/unit/stacks",
  "--selectProjects",
  "unit",
  "--maxWorkers=2",
];

/**
 * Runs the unit tests of constructs and stacks in a copy of the project.
 * @returns what failed; undefined if nothing did
 */
export async function failureOfTests(
  folder: string,
  run: Run,
  node: NodeProgram,
): Promise<string | undefined> {
  const jest = join("node_modules", "jest", "bin", "jest.js");
  try {
    await runProgram("node", [jest, ...ARGUMENTS], {
      cwd: folder,
      environment: node.environment,
      signal: run.signal,
      remedy: `To see all of it, run the tests in ${folder}.`,
    });
    return undefined;
  } catch (error) {
    if (run.signal.aborted || !(error instanceof ProgramError)) throw error;
    return error.message;
  }
}
