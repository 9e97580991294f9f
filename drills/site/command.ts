import { programResult } from "../../programs/run-program";
import { NAMES } from "./content";
import type { Site } from "./site";

/** How a command of this project ended. */
export interface CommandResult {
  readonly stdout: string;
  readonly exitCode: number;
}

/**
 * Runs a command of this project on a site: `npm run NAME -- …`.
 * @param accepts exit codes that are no failure @default 0
 * @throws ProgramError with the end of its output if it fails
 */
export function runCommand(
  site: Site,
  [script = "", ...args]: readonly string[],
  accepts: readonly number[] = [0],
): Promise<CommandResult> {
  return programResult("npm", ["run", "--silent", script, "--", ...args], {
    environment: {
      ...process.env,
      ENVIRONMENT: NAMES.environment,
      ENVIRONMENTS_DIRECTORY: site.environments,
    },
    signal: site.signal,
    remedy: "Run the drill again.",
    accepts,
  });
}
