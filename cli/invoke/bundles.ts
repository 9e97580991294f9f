import type { BundleLocation } from "../../bundling/bundle";
import { inputsOf as inputsOfArchive } from "../../bundling/bundle-cache";
import type { ConfiguredFunction } from "../../config/functions";
import { bundleCode, bundleLayer, LAYER_ENTRY, packagingOf } from "../../stacks/function-code";

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
export function bundlesOf(fn: ConfiguredFunction, project: BundleLocation): Bundles {
  const code = bundleCode(fn.config.entry, packagingOf(fn), project).zipPath;
  return fn.layered ? { code, layer: bundleLayer(project).zipPath } : { code };
}

/** The files that bundling a function begins with, from the project's root. */
export function entriesOf({ config, layered }: ConfiguredFunction): string[] {
  return layered ? [config.entry, LAYER_ENTRY] : [config.entry];
}

/** The files that archives were made of, from the project's root. */
export function inputsOf({ code, layer }: Bundles): string[] {
  return [code, ...(layer === undefined ? [] : [layer])].flatMap(inputsOfArchive);
}
