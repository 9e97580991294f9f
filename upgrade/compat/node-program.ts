import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runProgram } from "../../programs/run-program";
import { copyNpmSettings } from "../npm-settings";
import { isNodeForCdktn, NODE_FROM_NPM } from "../versions";
import type { Run } from "./run";

/** The Node.js that runs a variant. */
export interface NodeProgram {
  /** Such as `22.23.3`. */
  readonly version: string;
  /** The variables of programs that find this Node.js, and npm's, first. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Variables that would lead a synthesis elsewhere. */
const FOREIGN = /^(?:CDKTF_|ENVIRONMENT|NODE_OPTIONS$)/;

/**
 * The Node.js that runs this command, or one from npm if it is too old for CDK Terrain.
 * @param version of the Node.js that runs this command
 * @throws ProgramError if npm fails or is interrupted; no half of an installation is left
 */
export async function nodeProgram(
  run: Run,
  needsNewer: boolean,
  version = process.versions.node,
): Promise<NodeProgram> {
  if (!needsNewer || isNodeForCdktn(version)) return { version, environment: variables(process.execPath) };
  const program = join(run.cache, "node", "node_modules", "node", "bin", "node");
  if (!(await isNodeFromNpm(program, run))) await install(run);
  return { version: NODE_FROM_NPM, environment: variables(program) };
}

/** Whether the program is there and runs: a run that was killed may have left half of it. */
async function isNodeFromNpm(program: string, { signal }: Run): Promise<boolean> {
  if (!existsSync(program)) return false;
  try {
    const printed = await runProgram(program, ["--version"], { signal, remedy: "" });
    return printed.trim() === `v${NODE_FROM_NPM}`;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

async function install({ root, cache, signal, say }: Run): Promise<void> {
  const folder = join(cache, "node");
  say(`installing Node.js ${NODE_FROM_NPM} from npm …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyNpmSettings(root, folder);
  const options = ["--no-save", "--no-audit", "--no-fund", "--prefix", folder];
  try {
    await runProgram("npm", ["install", ...options, `node@${NODE_FROM_NPM}`], {
      cwd: folder,
      signal,
      remedy: "Check that npm reaches its registry, or run the command with a newer Node.js.",
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function variables(program: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: `${dirname(program)}:${process.env.PATH}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}
