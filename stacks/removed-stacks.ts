import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BackendConfig } from "../config/schema";
import { allStackNames, type StackNames } from "../config/stack-names";
import type { StackJson } from "../synthesized/stack-json";
import type { OutputFolder } from "./output-folder";
import { stateFile } from "./state";

/** A stack that was deployed and whose entry is no longer in the environment's file. */
export interface RemovedStack {
  readonly name: string;
  /** Where it can still be destroyed from; absent if nothing is left of it there. */
  readonly folder?: string;
  /** Its local state, which says that it is deployed. Absent if the state is elsewhere: then it may be. */
  readonly stateFile?: string;
}

/** Where to look for stacks, and which are meant to be there. */
export interface RemovedStacksOptions {
  readonly environmentName: string;
  readonly backend: BackendConfig;
  readonly output: OutputFolder;
  readonly names: StackNames;
}

/**
 * The stacks that this checkout deployed, or may have deployed, and that no entry has any more. Stacks that read
 * others come first: they must be destroyed first. What another checkout deployed to a state that is elsewhere cannot
 * be seen from here.
 */
export function removedStacks(options: RemovedStacksOptions): RemovedStack[] {
  const { names, output } = options;
  const wanted = new Set(allStackNames(names));
  const found = [...new Set([...stacksWithFolder(output), ...stacksWithState(options)])];
  return found
    .filter((name) => !wanted.has(name))
    .flatMap((name) => leftOf(name, options))
    .sort((a, b) => Number(readsOthers(b)) - Number(readsOthers(a)) || (a.name < b.name ? -1 : 1));
}

function stacksWithFolder({ folder }: OutputFolder): string[] {
  return namesIn(join(folder, "stacks"));
}

function stacksWithState({ environmentName, backend, output }: RemovedStacksOptions): string[] {
  if (backend.type !== "local") return [];
  const [before = "", after = ""] = stateFile(environmentName, "*").split("*");
  return namesIn(stateFolderOf(output))
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => name.slice(before.length, -after.length))
    .filter((name) => /^[a-z][a-z0-9-]*$/.test(name));
}

function leftOf(name: string, { environmentName, backend, output }: RemovedStacksOptions): RemovedStack[] {
  const folder = folderOf(name, output);
  const left = { name, ...(folder && { folder }) };
  if (backend.type === "local") {
    const file = join(stateFolderOf(output), stateFile(environmentName, name));
    return holdsResources(file) ? [{ ...left, stateFile: file }] : [];
  }
  const terraform = join(output.folder, "stacks", name, ".terraform");
  return existsSync(terraform) ? [left] : [];
}

/** In a folder that the user chose, the CDKTF CLI deletes what no longer belongs to a stack. */
function folderOf(name: string, { folder, commandFolder }: OutputFolder): string | undefined {
  const path = join(folder, "stacks", name);
  return folder !== commandFolder && existsSync(join(path, "cdk.tf.json")) ? path : undefined;
}

function stateFolderOf({ commandFolder }: OutputFolder): string {
  return dirname(commandFolder);
}

/** A state without resources is what `destroy` leaves behind. */
function holdsResources(file: string): boolean {
  if (!existsSync(file)) return false;
  const { resources = [] }: { readonly resources?: readonly { readonly mode: string }[] } = parsed(file);
  return resources.some(({ mode }) => mode === "managed");
}

function readsOthers({ folder }: RemovedStack): boolean {
  if (!folder) return false;
  const { data = {} }: StackJson = parsed(join(folder, "cdk.tf.json"));
  return "terraform_remote_state" in data;
}

function parsed(file: string) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Whatever is wrong with the file, a warning is not the place to stop at it.
    return {};
  }
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
