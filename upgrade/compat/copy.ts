import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Manifest, manifestText } from "../manifest";
import { copyNpmSettings } from "../npm-settings";
import { projectFiles } from "../project-files";
import { installPackages } from "./install";
import type { NodeProgram } from "./node-program";
import type { Run } from "./run";
import type { Variant } from "./variants";

/** What stays in the folder from one run to the next. */
const KEPT = ["node_modules", "package-lock.json"];

/**
 * Copies the sources into the variant's folder and installs its packages, unless they are there from the last run.
 * @returns the folder
 * @throws ProgramError if npm fails; the folder's packages are removed then
 */
export async function copyFor(variant: Variant, run: Run, node: NodeProgram): Promise<string> {
  const folder = join(run.cache, variant.name);
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder)) {
    if (!KEPT.includes(entry)) rmSync(join(folder, entry), { recursive: true });
  }
  for (const file of await projectFiles(run.root)) {
    if (KEPT.includes(file)) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(run.root, file), join(folder, file));
  }
  copyNpmSettings(run.root, folder);
  for (const [file, text] of Object.entries(variant.files ?? {})) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  if (!variant.manifest) linkOwnPackages(run.root, folder);
  else await installPackages({ folder, manifest: manifestFor(variant, run.root), run, node });
  return folder;
}

/** package.json of the variant, as text. */
function manifestFor({ manifest: change }: Variant, root: string): string {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifestText(change?.(manifest) ?? manifest);
}

/** The project's own packages are the variant's: nothing needs to be installed. */
function linkOwnPackages(root: string, folder: string): void {
  const link = join(folder, "node_modules");
  if (!existsSync(link)) symlinkSync(join(root, "node_modules"), link, "junction");
}
