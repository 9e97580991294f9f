import type { BundleLocation } from "../../bundling/bundle";
import { inputsOf as inputsOfArchive } from "../../bundling/bundle-cache";
import type { ConfiguredFunction } from "../../config/functions";
import { bundleCode, bundleLayer, LAYER_ENTRY, packagingOf } from "../../stacks/function-code";

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
export function bundlesOf(fn: ConfiguredFunction, project: BundleLocation): Bundles {
  const code = bundleCode(fn.config.entry, packagingOf(fn), project).zipPath;
  return fn.layered ? { code, layer: bundleLayer(project).zipPath } : { code };
}

/** The entry files of a function, relative to the project's root. */
export function entriesOf({ config, layered }: ConfiguredFunction): string[] {
  return layered ? [config.entry, LAYER_ENTRY] : [config.entry];
}

/** The files that went into the archives, relative to the project's root. */
export function inputsOf({ code, layer }: Bundles): string[] {
  return [code, ...(layer === undefined ? [] : [layer])].flatMap(inputsOfArchive);
}
