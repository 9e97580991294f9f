import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config/load-environment";
import { up } from "../../sandbox/up";
import useOwnTemporaryFolder from "../support/own-temporary-folder";

/** One sandbox for all sandbox tests, away from the user's own; each test uses accounts of its own. */
export default async function startSharedSandbox(): Promise<void> {
  useOwnTemporaryFolder();
  // Terraform and its provider end long before they fill the memory. Without garbage collection they need a third less CPU.
  process.env.GOGC ??= "off";
  process.env.GOMEMLIMIT ??= "2GiB";
  process.env.SANDBOX_STATE_DIR = mkdtempSync(join(tmpdir(), "sandbox-tests-"));
  const state = await up({ environment: loadEnvironment("sandbox") });
  process.env.SANDBOX_TEST_EMULATOR_URL = state.emulatorUrl;
  process.env.SANDBOX_TEST_SERVICE_URL = state.streamMappings.url;
}
