import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedEnvironment, loadEnvironment } from "../../config/load-environment";
import { down } from "../../sandbox/down";
import type { SandboxState } from "../../sandbox/state-folder";
import { up } from "../../sandbox/up";

// The SDK's notice that it will stop supporting this version of Node.js does not belong between figures.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/**
 * Does some work in a sandbox that is there for nothing else, and takes it down afterwards.
 * @param environmentIn the environment whose accounts the sandbox has. @default the environment `sandbox`
 */
export async function withSandbox(
  work: (sandbox: SandboxState, folder: string) => Promise<void>,
  environmentIn: (folder: string) => LoadedEnvironment = () => loadEnvironment("sandbox"),
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  process.env.SANDBOX_STATE_DIR = join(folder, "sandbox");
  try {
    const sandbox = await up({ environment: environmentIn(folder) });
    await work(sandbox, folder);
  } finally {
    await down();
    rmSync(folder, { recursive: true, force: true });
  }
}
