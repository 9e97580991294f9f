import { gzipSync } from "node:zlib";
import type { GitHub } from "./github/github";
import { PipelineError } from "./pipeline-error";

/** Findings, and the commit that they are about. */
export interface Sarif {
  /** The file's text: SARIF 2.1.0. */
  readonly text: string;
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** Such as `refs/pull/12/merge`. */
  readonly ref: string;
}

/**
 * Hands findings to GitHub's code scanning, which shows them beside the code.
 * @returns the ID of the upload
 * @throws PipelineError if the file is no SARIF or GitHub refuses it
 * @see GitHub documentation, REST API, "Upload an analysis as SARIF data"
 */
export async function uploadSarif(github: GitHub, { text, commit, ref }: Sarif): Promise<string> {
  requireSarif(text);
  const body = { commit_sha: commit, ref, sarif: gzipSync(text).toString("base64") };
  const { id } = await github.post<{ readonly id: string }>("/code-scanning/sarifs", body);
  return id;
}

/** GitHub accepts anything at first, and says only later and elsewhere that it could not read it. */
function requireSarif(text: string): void {
  try {
    const { version, runs }: { readonly version?: unknown; readonly runs?: unknown } = JSON.parse(text);
    if (version === "2.1.0" && Array.isArray(runs)) return;
  } catch {
    // Not even JSON.
  }
  throw new PipelineError(
    "The file is no SARIF 2.1.0.",
    "Write it with `npm run plan-review -- FOLDER --sarif FILE`.",
  );
}
