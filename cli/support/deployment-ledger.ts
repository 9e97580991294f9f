import { dirname, join } from "node:path";
import { Ledger } from "../../deploy/ledger";
import { outputFolder } from "../../stacks/output-folder";

/**
 * Opens the ledger of an environment's deployments. It is beside CDKTF's output folder, as local states are: a sandbox
 * takes its ledger with it when it goes.
 * @param output folder that the stacks are synthesized into; undefined for the environment's own
 * @throws UserError if the ledger is not valid
 */
export function openDeploymentLedger(environment: string, output: string | undefined): Ledger {
  const folder = dirname(outputFolder(environment, output).commandFolder);
  return Ledger.open(join(folder, `deployments.${environment}.json`), environment);
}
