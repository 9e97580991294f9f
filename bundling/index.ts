/** Turns code into archives, for apps of other teams. */
export { type BundleLocation, type BundleOptions, bundle } from "./bundle";
export { inputsOf, type StoredBundle } from "./bundle-cache";
export { BundleError } from "./bundle-error";
export type { Resolution } from "./esbuild-options";
