import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "./lock-file";

/** Terraform's own folder beside a stack's JSON. */
const DATA_FOLDER = ".terraform";

/** Says for what the folder was initialized. */
const MARK = join(DATA_FOLDER, "initialized-for");

/**
 * Whether `terraform init` has nothing to do: it has run for these versions, this backend and this lock file, and
 * nobody has initialized the folder for something else since. It takes a second, which is a tenth of a plan.
 */
export function isInitialized(folder: string): boolean {
  const mark = join(folder, MARK);
  return existsSync(mark) && readFileSync(mark, "utf8") === fingerprint(folder);
}

/** Remembers for what a folder was initialized just now. Not where TF_DATA_DIR puts Terraform's folder elsewhere. */
export function rememberInitialized(folder: string): void {
  if (!existsSync(join(folder, DATA_FOLDER))) return;
  writeFileSync(join(folder, MARK), fingerprint(folder));
}

function fingerprint(folder: string): string {
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  const hash = createHash("sha256").update(JSON.stringify(terraform));
  // The first is what Terraform remembers of the backend.
  for (const file of [join(DATA_FOLDER, "terraform.tfstate"), LOCK_FILE]) {
    const path = join(folder, file);
    hash.update(`\n${existsSync(path) ? readFileSync(path, "utf8") : "none"}`);
  }
  return hash.digest("hex");
}
