import { type BuildFailure, buildSync, type Message } from "esbuild";
import { zipSync } from "fflate";
import { problemLine, type UserProblem } from "../errors/user-problem";
import { BundleError } from "./bundle-error";
import type { BundleSource } from "./bundle-source";
import { esbuildOptions } from "./esbuild-options";

/** Code in an archive. */
export interface BuiltBundle {
  readonly zip: Uint8Array;
  /** Every file that was bundled, from the project's root. */
  readonly inputs: readonly string[];
}

/**
 * Bundles code and packs it. The same input gives the same bytes on every machine.
 * @throws BundleError with every problem of the code
 */
export function buildBundle(source: BundleSource): BuiltBundle {
  const { outputFiles, metafile, warnings } = compile(source);
  for (const warning of warnings) console.warn(`Warning: ${problemLine(describe(warning))}`);
  const [code] = outputFiles;
  if (code === undefined) throw new Error(`esbuild wrote nothing for ${source.entry}`);
  return { zip: pack(source.file, code.contents), inputs: Object.keys(metafile.inputs).sort() };
}

function compile({ entry, projectRoot, file, resolution }: BundleSource) {
  try {
    return buildSync({
      ...esbuildOptions(resolution),
      entryPoints: [entry],
      absWorkingDir: projectRoot,
      outfile: file,
      write: false,
      metafile: true,
      logLevel: "silent",
    });
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new BundleError(entry, error.errors.map(describe));
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors);
}

function describe({ location, text }: Message): UserProblem {
  const isUnresolved = text.startsWith("Could not resolve");
  return {
    // esbuild counts columns from 0, editors from 1.
    ...(location && { place: `${location.file}:${location.line}:${location.column + 1}` }),
    cause: text,
    ...(isUnresolved && { remedy: "Fix the path, or run `npm ci` if it is a package" }),
  };
}

/** Lambda runs under another user than the one that packed, so everyone may read the file. */
const READABLE_BY_ALL = 0o100644;
const MADE_ON_UNIX = 3;

function pack(name: string, code: Uint8Array): Uint8Array {
  // A ZIP holds local time, which differs by time zone; its calendar starts on the first day of 1980.
  const mtime = new Date(1980, 0, 1);
  return zipSync({
    [name]: [code, { mtime, os: MADE_ON_UNIX, attrs: READABLE_BY_ALL << 16, level: 9 }],
  });
}
