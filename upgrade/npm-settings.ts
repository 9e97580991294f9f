import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";

/** May name another registry. git may ignore it, as it may hold a token. */
const NPM_SETTINGS = ".npmrc";

/** Gives a folder the npm settings of the project, if it has any, so that npm asks the same registry there. */
export function copyNpmSettings(root: string, folder: string): void {
  if (existsSync(join(root, NPM_SETTINGS))) cpSync(join(root, NPM_SETTINGS), join(folder, NPM_SETTINGS));
}
