import { join, resolve } from "node:path";

/** The folder that holds package.json: paths in environment files are relative to it. */
export const PROJECT_ROOT = resolve(__dirname, "..");

/** Where the environment files are. */
export const ENVIRONMENTS_DIRECTORY = join(PROJECT_ROOT, "environments");
