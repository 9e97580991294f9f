import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AccessError } from "./access-error";
import { type Stack, stackOf } from "./stack-json";

/**
 * The stacks that were synthesized into a folder.
 * @throws AccessError if the folder holds none, or something that is no JSON
 */
export function readStacks(folder: string): Stack[] {
  const files = stackFiles(folder);
  if (files.length === 0) {
    throw new AccessError(`There are no synthesized stacks in ${folder}.`, [
      "Give the folder that `cdktf synth --output` wrote to, such as cdktf.out.",
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
    throw new AccessError(`${file} is no JSON: ${reason}`, ["Synthesize it anew."]);
  }
}
