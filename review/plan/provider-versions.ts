/** A provider in Terraform's lock file, with the version that was chosen. */
const PROVIDER = /^provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/gm;

/** Versions of the providers by their sources, as Terraform's lock file has them. */
export function providerVersions(lockFile: string): Record<string, string> {
  return Object.fromEntries(
    [...lockFile.matchAll(PROVIDER)].map(([, source = "", version = ""]) => [source, version]),
  );
}
