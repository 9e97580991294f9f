import { readFileSync } from "node:fs";
import { type BundleLocation, bundleFunction, bundleLayer, LAYER_ENTRY } from "../../bundling/bundle";
import type { ConfiguredFunction } from "../../config/functions";

/** Paths of the archives that are deployed for a function. */
export interface Bundles {
  readonly code: string;
  /** For a function that uses the layer. */
  readonly layer?: string;
}

/**
 * Builds a function, and the layer if it uses it, unless nothing has changed since.
 * @throws BundleError if the code has errors; it names them all
 */
export function bundlesOf({ config, layered }: ConfiguredFunction, project: BundleLocation): Bundles {
  const packaging = layered ? "function-on-layer" : "function";
  const code = bundleFunction({ entry: config.entry, packaging, ...project }).zipPath;
  return layered ? { code, layer: bundleLayer(project).zipPath } : { code };
}

/** The files that bundling a function begins with, from the project's root. */
export function entriesOf({ config, layered }: ConfiguredFunction): string[] {
  return layered ? [config.entry, LAYER_ENTRY] : [config.entry];
}

/** The files that archives were made of, from the project's root. */
export function inputsOf({ code, layer }: Bundles): string[] {
  return [code, ...(layer === undefined ? [] : [layer])].flatMap((zipPath) => {
    // The bundle cache keeps it beside the archive.
    const manifest = readFileSync(zipPath.replace(/\.zip$/, ".json"), "utf8");
    return (JSON.parse(manifest) as { inputs: string[] }).inputs;
  });
}
