import { existsSync, readdirSync, readFileSync } from "node:fs";
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

function stackFiles(folder: string): { name: string; file: string }[] {
  const parent = join(folder, "stacks");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((name) => ({ name, file: join(parent, name, "cdk.tf.json") }))
    .filter(({ file }) => existsSync(file));
}

function parse(file: string) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError([{ place: file, cause: `it is not JSON: ${reason}`, remedy: "Synthesize it again" }]);
  }
}
