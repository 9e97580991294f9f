import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BUNDLE_OPTIONS } from "./bundle-options";

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

/** Besides the inputs, these decide what an import means. */
const RESOLUTION_FILES = ["package.json", "package-lock.json", "tsconfig.json"];

/** The bundle of one entry file, kept from one synthesis to the next. */
export class BundleCache {
  readonly #zipPath: string;
  readonly #manifestPath: string;

  /** @param entry the entry file, from the project's root */
  constructor(
    private readonly entry: string,
    private readonly projectRoot: string,
    directory: string,
  ) {
    // The hash keeps `a/b/index.ts` and `a-b/index.ts` apart; the folder's name is for people.
    const name = `${basename(dirname(entry))}-${sha256(entry, "hex").slice(0, 8)}`.replace(/[^\w.-]/g, "_");
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
    const files = [...RESOLUTION_FILES, ...inputs].map((file) => [file, this.#contentHash(file)]);
    return sha256(JSON.stringify([this.entry, esbuildVersion(), BUNDLE_OPTIONS, files]), "hex");
  }

  #contentHash(file: string): string | undefined {
    try {
      return sha256(readFileSync(resolve(this.projectRoot, file)), "hex");
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
