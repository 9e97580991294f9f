import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

/** As the manifest names them: folders of stacks that were removed from the environment may still be there. */
function stackFiles(folder: string): { name: string; file: string }[] {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return [];
  const { stacks = {} }: { readonly stacks?: Readonly<Record<string, ManifestStack>> } = parse(manifest);
  return Object.values(stacks)
    .map(({ name, synthesizedStackPath }) => ({ name, file: join(folder, synthesizedStackPath) }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A stack in the manifest that CDKTF writes. */
interface ManifestStack {
  readonly name: string;
  /** Relative to the manifest's folder. */
  readonly synthesizedStackPath: string;
}

function parse(file: string) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError([{ place: file, cause: `it is not JSON: ${reason}`, remedy: "Synthesize it again" }]);
  }
}
