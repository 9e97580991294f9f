import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { bundleOptions, type Packaging } from "./bundle-options";

/** A bundle as it lies on disk. */
export interface StoredBundle {
  /** Absolute path of the ZIP archive. */
  readonly zipPath: string;
  /** SHA-256 of the archive, base64, as Lambda's `CodeSha256`. */
  readonly sourceCodeHash: string;
  /** Size of the archive. */
  readonly bytes: number;
}

/** Kept beside an archive: what it was made of. */
interface Manifest {
  /** Hash of bundler, options and all inputs. */
  readonly fingerprint: string;
  readonly inputs: readonly string[];
  readonly sourceCodeHash: string;
}

/** What a bundle is made of. */
export interface BundleSource {
  /** The entry file, from the project's root. */
  readonly entry: string;
  readonly packaging: Packaging;
  /** Absolute path. */
  readonly projectRoot: string;
}

/** Besides the inputs, these decide what an import means. */
const RESOLUTION_FILES = ["package.json", "package-lock.json", "tsconfig.json"];

/** The bundle of one entry file, kept from one synthesis to the next. */
export class BundleCache {
  readonly #zipPath: string;
  readonly #manifestPath: string;

  constructor(
    private readonly source: BundleSource,
    directory: string,
  ) {
    const { entry, packaging } = source;
    // The hash keeps `a/b/index.ts` and `a-b/index.ts` apart; the folder's name is for people.
    const identity = sha256(`${entry} ${packaging}`, "hex").slice(0, 8);
    const name = `${basename(dirname(entry))}-${identity}`.replace(/[^\w.-]/g, "_");
    this.#zipPath = join(directory, `${name}.zip`);
    this.#manifestPath = join(directory, `${name}.json`);
  }

  /** The bundle, if nothing it was made of has changed and nothing has damaged it. */
  read(): StoredBundle | undefined {
    try {
      const manifest = JSON.parse(readFileSync(this.#manifestPath, "utf8")) as Manifest;
      if (manifest.fingerprint !== this.#fingerprint(manifest.inputs)) return undefined;
      const zip = readFileSync(this.#zipPath);
      const stored = this.#stored(zip);
      return stored.sourceCodeHash === manifest.sourceCodeHash ? stored : undefined;
    } catch {
      // Whatever cannot be read is built anew; a fault of the disk shows when that is written.
      return undefined;
    }
  }

  /** Keeps a bundle. Another synthesis that reads at the same time finds the old one or the new one. */
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
    const { entry, packaging } = this.source;
    const files = [...RESOLUTION_FILES, ...inputs].map((file) => [file, this.#contentHash(file)]);
    const options = bundleOptions(packaging);
    return sha256(
      JSON.stringify([entry, packaging, esbuildVersion(), options, files, this.#listings(inputs)]),
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

  #contentHash(file: string): string | undefined {
    try {
      return sha256(readFileSync(resolve(this.source.projectRoot, file)), "hex");
    } catch {
      // Not every project has every file; one that went away changes the fingerprint.
      return undefined;
    }
  }
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
