import { join } from "node:path";
import { deployedModel } from "../../../access/deployed/deployed-model";
import { accessMatrix, differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { synthesizedModel } from "../../../access/synthesized-model";
import { deployedAccounts } from "../../../cli/access/deployed-accounts";
import { loadEnvironment } from "../../../config/load-environment";
import { stateFolder } from "../../../sandbox/state-folder";
import { readStacks } from "../../../synthesized/read-stacks";

/**
 * Where the deployed policies of the environment `sandbox` differ from the expected access, as lines.
 * @param folder name of the project's folder, as `sandboxProject` takes it
 */
export async function deployedDifferences(folder: string): Promise<string[]> {
  const { environment } = loadEnvironment("sandbox");
  const stacks = readStacks(join(stateFolder(), folder, "cdktf.out"));
  const model = await deployedModel(synthesizedModel(environment, stacks), deployedAccounts(environment));
  return differences(await accessMatrix(environment, model)).map(differenceText);
}
