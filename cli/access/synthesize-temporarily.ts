import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadedEnvironment } from "../../config/load-environment";
import { PROJECT_ROOT } from "../../config/paths";
import { buildApp } from "../../stacks/build-app";
import { bundlerOf } from "../../stacks/function-code";
import { synthesize } from "../../stacks/synthesize";
import { readStacks } from "../../synthesized/read-stacks";
import type { Stack } from "../../synthesized/stack";

/**
 * The stacks of an environment, synthesized into a folder that is gone afterwards.
 * @throws GuardError if they must not be deployed
 */
export function synthesizeTemporarily({ name, environment }: LoadedEnvironment): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "access-"));
  try {
    synthesize(buildApp({ name, environment, bundle: bundlerOf(PROJECT_ROOT), outdir }));
    return readStacks(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
