import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, parse, resolve } from "node:path";
import type { BundleSource } from "./bundle-source";
import { contentHash } from "./content-hash";
import { esbuildOptions } from "./esbuild-options";

/** An archive on disk. */
export interface StoredBundle {
  /** Absolute path of the ZIP archive. */
  readonly zipPath: string;
  /** SHA-256 of the archive, base64, as Lambda's `CodeSha256`. */
  readonly sourceCodeHash: string;
  /** Size of the archive. */
  readonly bytes: number;
}

/** Stored beside an archive: what it was made of. */
interface Manifest {
  /** Hash of bundler, options and all inputs. */
  readonly fingerprint: string;
  readonly inputs: readonly string[];
  readonly sourceCodeHash: string;
}

/** Besides the inputs, these decide what an import means. */
const RESOLUTION_FILES = ["package.json", "package-lock.json", "tsconfig.json"];

/** One archive that is kept from one synthesis to the next. */
export class BundleCache {
  readonly #zipPath: string;
  readonly #manifestPath: string;

  constructor(
    private readonly source: BundleSource,
    directory: string,
  ) {
    const { entry, variant } = source;
    const folder = basename(dirname(entry));
    const label = folder === "." ? parse(entry).name : folder;
    // The hash keeps `a/b/index.ts` and `a-b/index.ts` apart; the label is for people.
    const identity = sha256(`${entry} ${variant}`, "hex").slice(0, 8);
    const name = `${label}-${identity}`.replace(/[^\w.-]/g, "_");
    this.#zipPath = join(directory, `${name}.zip`);
    this.#manifestPath = manifestOf(this.#zipPath);
  }

  /** The archive, if nothing that it was made of has changed and it is intact. */
  read(): StoredBundle | undefined {
    try {
      const manifest = JSON.parse(readFileSync(this.#manifestPath, "utf8")) as Manifest;
      if (manifest.fingerprint !== this.#fingerprint(manifest.inputs)) return undefined;
      const zip = readFileSync(this.#zipPath);
      const stored = this.#stored(zip);
      return stored.sourceCodeHash === manifest.sourceCodeHash ? stored : undefined;
    } catch {
      // What cannot be read is built again; a fault of the disk shows when the result is written.
      return undefined;
    }
  }

  /** Stores a bundle. Another synthesis that reads at the same time finds either the old one or the new one. */
  write(zip: Uint8Array, inputs: readonly string[]): StoredBundle {
    const stored = this.#stored(zip);
    const { sourceCodeHash } = stored;
    const manifest: Manifest = { fingerprint: this.#fingerprint(inputs), inputs, sourceCodeHash };
    mkdirSync(dirname(this.#zipPath), { recursive: true });
    writeAtomically(this.#zipPath, zip);
    writeAtomically(this.#manifestPath, JSON.stringify(manifest, undefined, 2));
    return stored;
  }

  #stored(zip: Uint8Array): StoredBundle {
    return { zipPath: this.#zipPath, sourceCodeHash: sha256(zip, "base64"), bytes: zip.length };
  }

  #fingerprint(inputs: readonly string[]): string {
    const { entry, file, resolution } = this.source;
    const hashes = [...RESOLUTION_FILES, ...inputs].map((input) => [input, this.#contentHash(input)]);
    const options = esbuildOptions(resolution);
    return sha256(
      JSON.stringify([entry, file, esbuildVersion(), options, hashes, this.#listings(inputs)]),
      "hex",
    );
  }

  /** A new file beside the others may change what an import finds; those of packages change with the lock file only. */
  #listings(inputs: readonly string[]): [folder: string, files: readonly string[]][] {
    const own = inputs.filter((file) => !file.includes("node_modules/"));
    const folders = [...new Set(own.map(dirname))].sort();
    return folders.map((folder) => [folder, this.#filesIn(folder)]);
  }

  #filesIn(folder: string): readonly string[] {
    try {
      return readdirSync(resolve(this.source.projectRoot, folder)).sort();
    } catch {
      return [];
    }
  }

  /** Not every project has every file; a file that is deleted changes the fingerprint. */
  #contentHash(file: string): string | undefined {
    return contentHash(resolve(this.source.projectRoot, file));
  }
}

/**
 * The files that an archive was made of, from the project's root.
 * @param zipPath path of an archive that `bundle` made
 */
export function inputsOf(zipPath: string): readonly string[] {
  const { inputs } = JSON.parse(readFileSync(manifestOf(zipPath), "utf8")) as Manifest;
  return inputs;
}

function manifestOf(zipPath: string): string {
  return zipPath.replace(/\.zip$/, ".json");
}

/** Read from its package.json: loading esbuild itself takes longer than all the rest. */
function esbuildVersion(): string {
  const text = readFileSync(require.resolve("esbuild/package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function sha256(content: string | Uint8Array, encoding: "hex" | "base64"): string {
  return createHash("sha256").update(content).digest(encoding);
}

function writeAtomically(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
