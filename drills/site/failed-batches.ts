import { runCommand } from "./command";
import type { Site } from "./site";

/** A batch as `npm run failures -- list --json` shows it. */
export interface FailedBatch {
  readonly id: string;
  readonly records: number;
}

/** What waits in the failure bucket. */
export async function failedBatches(site: Site): Promise<readonly FailedBatch[]> {
  const { stdout } = await runCommand(site, ["failures", "list", "--json"]);
  const consumers: readonly { readonly batches: readonly FailedBatch[] }[] = JSON.parse(stdout);
  return consumers.flatMap(({ batches }) => batches);
}
