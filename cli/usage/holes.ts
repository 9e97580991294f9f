import { fromLoaded } from "../../config/loaded";
import { accountOf, regionOf } from "../../config/placement";
import { reasonOf } from "../../errors/reason-of";
import { openFailures } from "../../failures/consumer-failures";
import type { FailedBatch } from "../../failures/failed-batch";
import { type Hole, type Holes, holesIn } from "../../usage/holes";
import { connectAccounts } from "../support/connect-accounts";
import { namedRole } from "../support/named-role";
import type { OpenedUsage, UsageOptions } from "./options";

/**
 * What the meter's failed batches say is missing in the ledger. Without permission to read the failure bucket, the
 * report is shown all the same, and says so.
 */
export async function findHoles(
  { environment, tenant }: OpenedUsage,
  { role, externalId }: UsageOptions,
  time: { readonly from: number; readonly to: number },
): Promise<Holes> {
  const connect = async (consumer: string) => {
    const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
    const { id: accountId } = accountOf(config, environment);
    const assumed = role === undefined ? undefined : namedRole(environment, accountId, role, externalId);
    const scope = { accountId, region: regionOf(config, environment) };
    return connectAccounts(environment, "usage")(scope, assumed);
  };
  const [failures] = await openFailures(environment, connect, tenant.consumer);
  const { find, isRedrivable, close } = fromLoaded(failures, `consumers.${tenant.consumer}`);
  try {
    const { batches } = await find();
    const own = batches.filter(
      ({ batch }) => !isRedrivable(batch) && ownerOfStream(batch.streamArn) === tenant.owner,
    );
    const left = own.filter(({ entry }) => entry?.state !== "done");
    return {
      known: holesIn(
        left.map(({ batch }) => holeOf(batch)),
        time,
      ),
    };
  } catch (error) {
    if (!(error instanceof Error) || !("$metadata" in error)) throw error;
    return { unknown: `AWS refused to show the failure bucket: ${error.name}: ${reasonOf(error)}` };
  } finally {
    close();
  }
}

/** Account and table of a stream, as in the ledger: the file may have the source no longer. */
function ownerOfStream(streamArn: string): string {
  const [, , , , accountId = "", resource = ""] = streamArn.split(":");
  return `${accountId}/${resource.split("/")[1] ?? ""}`;
}

function holeOf({ id, shardId, window, windowTime, records, firstArrival, lastArrival }: FailedBatch): Hole {
  const from = firstArrival ?? windowTime?.start;
  const to = lastArrival ?? windowTime?.end;
  return {
    ...{ batch: id, shardId, kind: window ?? "records" },
    ...(window !== "end" && { records }),
    ...(from !== undefined && to !== undefined && { from, to }),
  };
}
