import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../errors/user-error";
import { type Stack, stackOf } from "./stack";

/**
 * Reads the stacks that were synthesized into a folder.
 * @throws UserError if the folder holds no stacks, or one that cannot be read
 */
export function readStacks(folder: string): Stack[] {
  const files = stackFiles(folder);
  if (files.length === 0) {
    throw new UserError([
      {
        cause: `There are no synthesized stacks in ${folder}`,
        remedy: "Give the folder that `cdktf synth --output` wrote to, such as cdktf.out",
      },
    ]);
  }
  return files.map(({ name, file }) => stackOf(name, parse(file)));
}

/** A stack in the folder that it was synthesized into. */
export interface StackInFolder extends Stack {
  /** Where Terraform runs, an absolute path. */
  readonly folder: string;
  /** Names of the stacks that are deployed before it. */
  readonly dependsOn: readonly string[];
}

/**
 * Reads the stacks of a folder in the order of their deployment: every stack comes after those that it depends on.
 * @throws UserError as `readStacks` does
 */
export function readStacksInOrder(folder: string): StackInFolder[] {
  const dependencies = new Map(stackFiles(folder).map((entry) => [entry.name, entry]));
  const left = readStacks(folder).map((stack) => {
    const { file = "", dependsOn = [] } = dependencies.get(stack.name) ?? {};
    return { ...stack, folder: resolve(dirname(file)), dependsOn };
  });
  return inOrder(left);
}

function inOrder(left: readonly StackInFolder[]): StackInFolder[] {
  const waiting = new Set(left.map(({ name }) => name));
  const ready = left.filter(({ dependsOn }) => !dependsOn.some((name) => waiting.has(name)));
  // CDKTF refuses circles, so there is always one more.
  if (ready.length === 0) return [...left];
  return [...ready, ...inOrder(left.filter((stack) => !ready.includes(stack)))];
}

/** The JSON of a stack, and what it depends on. */
interface StackFile {
  readonly name: string;
  readonly file: string;
  readonly dependsOn: readonly string[];
}

/** As the manifest names them: folders of stacks that were removed from the environment may still be there. */
function stackFiles(folder: string): StackFile[] {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return [];
  const { stacks = {} }: { readonly stacks?: Readonly<Record<string, ManifestStack>> } = parse(manifest);
  return Object.values(stacks)
    .map(({ name, synthesizedStackPath, dependencies = [] }) => ({
      name,
      file: join(folder, synthesizedStackPath),
      dependsOn: dependencies,
    }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A stack in the manifest that CDKTF writes. */
interface ManifestStack {
  readonly name: string;
  /** Relative to the manifest's folder. */
  readonly synthesizedStackPath: string;
  /** Names of other stacks. */
  readonly dependencies?: readonly string[];
}

function parse(file: string) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError([{ place: file, cause: `it is not JSON: ${reason}`, remedy: "Synthesize it again" }]);
  }
}
