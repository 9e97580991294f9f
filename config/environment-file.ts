import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isNativeError } from "node:util/types";
import { EnvironmentError } from "./environment-error";
import { nearest } from "./suggest";

const EXTENSION = ".yaml";
/** How the names of YAML files with tenants end. They are beside environment files and are none. */
export const TENANTS_FILE_EXTENSION = ".tenants.yaml";
/** No path separators: all environments are in one folder. */
const NAME = /^[A-Za-z0-9][\w.-]*$/;

/** What CDKTF has in its output folder, in which each environment has a folder of its own. */
const RESERVED = ["stacks", "manifest.json"];

/**
 * The text of an environment's file.
 * @throws EnvironmentError if there is no such environment (it lists those that exist), or none can have the name
 */
export function readEnvironmentFile(name: string, directory: string): { file: string; text: string } {
  if (!NAME.test(name)) throw invalidName(name, directory);
  if (isReserved(name)) throw reservedName(name);
  const file = join(directory, `${name}${EXTENSION}`);
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch (cause) {
    throw isNotFound(cause) ? unknownName(name, directory) : unreadable(file, cause);
  }
}

/** Whether an environment can have the name. */
export function isEnvironmentName(name: string): boolean {
  return NAME.test(name) && !isReserved(name) && !isTenants(`${name}${EXTENSION}`);
}

function isTenants(file: string): boolean {
  return file.endsWith(TENANTS_FILE_EXTENSION);
}

function isReserved(name: string): boolean {
  return RESERVED.includes(name.toLowerCase());
}

/** Names of the environments in a folder, sorted. */
export function environmentNames(directory: string): string[] {
  try {
    const files = readdirSync(directory).filter((file) => file.endsWith(EXTENSION) && !isTenants(file));
    return files.map((file) => basename(file, EXTENSION)).sort();
  } catch {
    // No folder, no environments: the caller names the folder.
    return [];
  }
}

function invalidName(name: string, directory: string): EnvironmentError {
  const cause = `"${name}" is not the name of an environment, which is its file's name without ${EXTENSION} and has only letters, digits, hyphens, underscores and dots`;
  return new EnvironmentError([{ cause, remedy: offer(name, directory) }]);
}

function reservedName(name: string): EnvironmentError {
  const cause = `An environment cannot be called "${name}": CDKTF has a file or folder of this name where the environment's output goes`;
  return new EnvironmentError([{ cause, remedy: "Rename the environment's file" }]);
}

function unknownName(name: string, directory: string): EnvironmentError {
  const cause = `There is no environment "${name}" in ${directory}`;
  return new EnvironmentError([{ cause, remedy: offer(name, directory) }]);
}

function offer(name: string, directory: string): string {
  const names = environmentNames(directory);
  if (names.length === 0) return `Add a file <name>${EXTENSION} to ${directory}, which has none yet`;
  const guess = nearest(basename(name, EXTENSION), names);
  const question = guess === undefined ? "" : `Did you mean ${guess}? `;
  return `${question}Set ENVIRONMENT to one of: ${names.join(", ")}`;
}

function isNotFound(cause: unknown): boolean {
  return isNativeError(cause) && "code" in cause && cause.code === "ENOENT";
}

function unreadable(file: string, cause: unknown): EnvironmentError {
  const reason = isNativeError(cause) ? cause.message : String(cause);
  return new EnvironmentError([
    { place: file, cause: `the file cannot be read: ${reason}`, remedy: "Check its permissions" },
  ]);
}
