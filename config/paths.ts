import { join, resolve } from "node:path";

/** The folder that holds package.json: paths in environment files are relative to it. */
export const PROJECT_ROOT = resolve(__dirname, "..");

/** Where the environment files are that a user edits, and the JSON Schema beside them. */
export const OWN_ENVIRONMENTS_DIRECTORY = join(PROJECT_ROOT, "environments");

/** Where environment files are read: the variable of the same name, as the tests set it, or else `environments/`. */
export const ENVIRONMENTS_DIRECTORY = resolve(
  process.env.ENVIRONMENTS_DIRECTORY || OWN_ENVIRONMENTS_DIRECTORY,
);
