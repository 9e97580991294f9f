import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Manifest } from "cdktf";
import { PROJECT_ROOT } from "../config/paths";
import { STATE_BESIDE_OUTPUT } from "./state";

/** Where the stacks of an environment are written. */
export interface OutputFolder {
  /** Holds `stacks/<stack>`; an absolute path. */
  readonly folder: string;
  /** Where the CDKTF CLI looks for its manifest; an absolute path. */
  readonly commandFolder: string;
  /** Where files of local state are, relative to the folder of a stack. */
  readonly stateFolder: string;
}

/** What the CDKTF CLI uses if it is not told otherwise, relative to the project's root. */
const STANDARD_FOLDER = "cdktf.out";

/**
 * Where to write an environment. In the standard folder, each environment has a folder of its own, so that Terraform,
 * which remembers the backend of a folder, never meets that of another environment. A folder that the user chose
 * (`--output`, CDKTF_OUTDIR) is used as it is.
 * @param given what the CDKTF CLI says. @default the standard folder
 */
export function outputFolder(environmentName: string, given = process.env.CDKTF_OUTDIR): OutputFolder {
  const standard = join(PROJECT_ROOT, STANDARD_FOLDER);
  const commandFolder = given ? resolve(given) : standard;
  if (commandFolder !== standard) {
    return { folder: commandFolder, commandFolder, stateFolder: STATE_BESIDE_OUTPUT };
  }
  const folder = join(standard, environmentName);
  return { folder, commandFolder, stateFolder: `../${STATE_BESIDE_OUTPUT}` };
}

/** Creates the folder, which CDKTF does only for the last part of its path. */
export function createFolder({ folder }: OutputFolder): void {
  mkdirSync(folder, { recursive: true });
}

/** A stack in CDKTF's manifest. Its paths are relative to the manifest's folder. */
interface ManifestStack {
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly stackMetadataPath: string;
}

/** Lets the CDKTF CLI find what was synthesized: it reads only the manifest in its own folder. */
export function writeCommandManifest({ folder, commandFolder }: OutputFolder): void {
  if (folder === commandFolder) return;
  const { stacks, ...rest } = JSON.parse(readFileSync(join(folder, Manifest.fileName), "utf8"));
  const below = (path: string) => join(relative(commandFolder, folder), path);
  const moved = Object.entries<ManifestStack>(stacks).map(([name, stack]) => [
    name,
    {
      ...stack,
      workingDirectory: below(stack.workingDirectory),
      synthesizedStackPath: below(stack.synthesizedStackPath),
      stackMetadataPath: below(stack.stackMetadataPath),
    },
  ]);
  const manifest = { ...rest, stacks: Object.fromEntries(moved) };
  writeFileSync(join(commandFolder, Manifest.fileName), `${JSON.stringify(manifest, null, 2)}\n`);
}
