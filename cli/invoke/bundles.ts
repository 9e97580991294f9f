import { readFileSync } from "node:fs";
import { type BundleLocation, bundleFunction, bundleLayer, LAYER_ENTRY } from "../../bundling/bundle";
import type { ConfiguredFunction } from "../../config/functions";

/** Paths of the archives that are deployed for a function. */
export interface Bundles {
  readonly code: string;
  /** Only for a function that uses the layer. */
  readonly layer?: string;
}

/**
 * Bundles a function, and the layer if the function uses it, unless nothing has changed.
 * @throws BundleError that names every error in the code
 */
export function bundlesOf({ config, layered }: ConfiguredFunction, project: BundleLocation): Bundles {
  const packaging = layered ? "function-on-layer" : "function";
  const code = bundleFunction({ entry: config.entry, packaging, ...project }).zipPath;
  return layered ? { code, layer: bundleLayer(project).zipPath } : { code };
}

/** The entry files of a function, relative to the project's root. */
export function entriesOf({ config, layered }: ConfiguredFunction): string[] {
  return layered ? [config.entry, LAYER_ENTRY] : [config.entry];
}

/** The files that went into the archives, relative to the project's root. */
export function inputsOf({ code, layer }: Bundles): string[] {
  return [code, ...(layer === undefined ? [] : [layer])].flatMap((zipPath) => {
    // The bundle cache stores it beside the archive.
    const manifest = readFileSync(zipPath.replace(/\.zip$/, ".json"), "utf8");
    return (JSON.parse(manifest) as { inputs: string[] }).inputs;
  });
}
