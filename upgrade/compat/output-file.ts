import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** A file of a synthesis. */
export interface OutputFile {
  /** Relative to the folder of the output: `<environment>/stacks/<stack>/cdk.tf.json`. */
  readonly file: string;
  /** What the file says if it is JSON, or else a hash of its bytes. */
  readonly content: unknown;
}

/**
 * Reads all files of a synthesis.
 * @param project the folder that was synthesized: its path in the JSON is replaced, as it differs from copy to copy
 */
export function readOutput(output: string, project: string): OutputFile[] {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: relative(output, path), content: contentOf(path, project) }));
}

function contentOf(path: string, project: string): unknown {
  const bytes = readFileSync(path);
  if (path.endsWith(".json")) return JSON.parse(bytes.toString("utf8").replaceAll(project, "<project>"));
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
