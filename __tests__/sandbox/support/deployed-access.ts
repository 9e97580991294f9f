import { join } from "node:path";
import { accountReader } from "../../../access/deployed/account-reader";
import { deployedEstate } from "../../../access/deployed/deployed-model";
import { accessMatrix, differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { synthesizedEstate } from "../../../access/synthesized-model";
import { loadEnvironment } from "../../../config/load-environment";
import { stateFolder } from "../../../sandbox/state-folder";
import { readStacks } from "../../../synthesized/read-stacks";

/**
 * What the deployed policies of the environment `sandbox` allow or deny other than the file means, as lines.
 * @param folder name of the project's folder, as `sandboxProject` takes it
 */
export async function deployedDifferences(folder: string): Promise<string[]> {
  const { environment } = loadEnvironment("sandbox");
  const stacks = readStacks(join(stateFolder(), folder, "cdktf.out"));
  const estate = await deployedEstate(synthesizedEstate(environment, stacks), (scope) =>
    accountReader(environment, scope),
  );
  return differences(await accessMatrix(environment, estate)).map(differenceText);
}
