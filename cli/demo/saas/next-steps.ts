import { relative } from "node:path";
import { requireRunning } from "../../../sandbox/require-running";
import { variantsFolder } from "../many/sandbox-variant";
import type { SaasResult } from "./result";

/** Commands to try with the sandbox that the demo left running. */
export function saasNextSteps({ tenants, added }: SaasResult): string {
  const folder = relative(process.cwd(), variantsFolder());
  const usage = "npm run usage --";
  const tenant = (id: string) => `--environment saas --tenant ${id}`;
  return `
Everything is still running at ${requireRunning().emulatorUrl}. Its environment file is ${folder}/saas.yaml. Try:
  export ENVIRONMENTS_DIRECTORY=${folder}
  ${usage} ${tenant(tenants.at(-1) ?? added)} --from 1h --by hour --chart usage.svg
  ${usage} reconcile ${tenant(added)}
  npm run status -- --environment saas
  npm run deploy -- --environment saas --changed
To stop it:
  npm run sandbox -- down`;
}
