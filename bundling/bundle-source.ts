import type { Resolution } from "./esbuild-options";

/** What a bundle is made of, with no choice left open. */
export interface BundleSource {
  /** The entry file, from the project's root, with forward slashes. */
  readonly entry: string;
  /** Absolute path. */
  readonly projectRoot: string;
  /** Path of the code in the archive. */
  readonly file: string;
  readonly resolution: Resolution;
  /** Tells archives of one entry file apart. */
  readonly variant: string;
}
