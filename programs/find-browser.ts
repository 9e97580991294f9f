import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { ProgramError } from "./program-error";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Where installers put them that leave the PATH alone. */
const PLACES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium that is installed: the variable CHROMIUM, or the first on the PATH. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM) return environment.CHROMIUM;
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, ...PLACES].find(isProgram);
}

/**
 * The path of a Chromium.
 * @throws ProgramError if there is none
 */
export function requireBrowser(environment: NodeJS.ProcessEnv = process.env): string {
  const browser = findBrowser(environment);
  if (browser !== undefined) return browser;
  throw new ProgramError(
    `Chromium was not found (looked for ${NAMES.join(", ")}).`,
    "Install it (Debian: apt-get install chromium; or Google Chrome), or set the variable CHROMIUM to its path.",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
