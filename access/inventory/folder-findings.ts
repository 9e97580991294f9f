import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../synthesized/stack";
import { duplicateFields } from "./duplicate-fields";
import { type InventoryFinding, NOTHING } from "./finding";

/** The one file of a stack that this project writes and Terraform reads. */
const STACK_FILE = "cdk.tf.json";

/** Files that Terraform or OpenTofu reads from a folder without being told. */
const READ_BY_TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$/;

/**
 * What the folders of synthesized stacks hold besides the stacks: Terraform would read it all the same.
 * @param folder where the stacks were synthesized to
 */
export function folderFindings(folder: string, stacks: readonly Stack[]): InventoryFinding[] {
  return stacks.flatMap(({ name }) => {
    const stackFolder = stackFolderOf(folder, name);
    return stackFolder === undefined ? [] : [...furtherFiles(name, stackFolder), ...twice(name, stackFolder)];
  });
}

/** CDKTF's own folder has one level more than a folder that the user chose, as the manifest says. */
function stackFolderOf(folder: string, name: string): string | undefined {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return undefined;
  const { stacks } = JSON.parse(readFileSync(manifest, "utf8"));
  const path: unknown = stacks?.[name]?.workingDirectory;
  return typeof path === "string" ? join(folder, path) : undefined;
}

function furtherFiles(stack: string, folder: string): InventoryFinding[] {
  return readdirSync(folder)
    .filter((file) => READ_BY_TERRAFORM.test(file) && file !== STACK_FILE)
    .sort()
    .map((file) => ({
      place: `${stack} ${file}`,
      expected: NOTHING,
      found: "a file that Terraform reads",
      why: `Terraform joins every such file of the folder with ${STACK_FILE}.`,
    }));
}

/** Terraform joins blocks that stand in a file twice; a reader of JSON sees only the last. */
function twice(stack: string, folder: string): InventoryFinding[] {
  return duplicateFields(readFileSync(join(folder, STACK_FILE), "utf8")).map((field) => ({
    place: `${stack} ${STACK_FILE}`,
    expected: "each field once",
    found: `${field} twice`,
    why: "Terraform may join both, and nothing here judges the first.",
  }));
}
