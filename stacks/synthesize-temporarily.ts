import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "cdktf";
import type { LoadedEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { GuardError } from "../guards/guard-error";
import { readStacks } from "../synthesized/read-stacks";
import type { Stack } from "../synthesized/stack";
import { buildApp } from "./build-app";
import { bundlerOf } from "./function-code";
import { synthesize } from "./synthesize";
import { withoutTokenTraces } from "./without-token-traces";

/**
 * The stacks of an environment, synthesized into a folder that is gone afterwards.
 * @throws GuardError if they must not be deployed
 */
export function synthesizeTemporarily(loaded: LoadedEnvironment): Stack[] {
  return inTemporaryFolder(loaded, synthesize);
}

/** The same, whatever the guards say: they can be asked afterwards. */
export function synthesizeUnguarded(loaded: LoadedEnvironment): Stack[] {
  return inTemporaryFolder(loaded, (app) => {
    try {
      synthesize(app);
    } catch (error) {
      // CDKTF has written every stack before it asks the guards.
      if (!(error instanceof GuardError)) throw error;
    }
  });
}

function inTemporaryFolder(
  { name, environment }: LoadedEnvironment,
  synthesizeApp: (app: App) => void,
): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "access-"));
  try {
    const bundle = bundlerOf(PROJECT_ROOT);
    withoutTokenTraces(() => synthesizeApp(buildApp({ name, environment, bundle, outdir })));
    return readStacks(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
