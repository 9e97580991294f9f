import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PACKAGE_ROOT } from "./paths";

/** What a build depends on; package.json has the exact versions of what is bundled. */
const SOURCES = ["package.json", "build", "src"];

/**
 * A hash over everything that a build depends on. It reads some hundred small files, which takes a few
 * milliseconds; times of files say nothing after a checkout.
 */
export function fingerprint(root = PACKAGE_ROOT): string {
  const hash = createHash("sha256");
  for (const path of SOURCES.flatMap((source) => filesOf(root, source)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(root: string, source: string): string[] {
  if (source.endsWith(".json")) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
