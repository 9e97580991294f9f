import { type SourceWords, sourceMeant } from "../../config/source-meant";
import type { Found } from "../../failures/find-batches";
import { listText } from "../../failures/report/text";
import { isSelected, type Selection } from "../../failures/select";
import { type CommonOptions, inBucket, withFailures } from "./opened";

/** Lists the failed batches of an environment. */
export async function list(options: CommonOptions & SourceWords & Pick<Selection, "since">): Promise<void> {
  await withFailures(options, async (all, environment) => {
    const source = sourceMeant(environment, options);
    const found = await Promise.all(
      all.map(async (failures) => {
        const { batches, unreadable } = await inBucket(failures, () => failures.find());
        const selected = isSelected({ source, since: options.since });
        return {
          consumer: failures.consumer,
          bucket: failures.bucket.bucket,
          found: { batches: batches.filter(({ batch }) => selected(batch)), unreadable },
        };
      }),
    );
    if (options.json) return console.log(JSON.stringify(found.map(json), null, 2));
    for (const { consumer, bucket, found: those } of found) console.log(listText(consumer, bucket, those));
  });
}

function json({ consumer, bucket, found }: { consumer: string; bucket: string; found: Found }) {
  const batches = found.batches.map(({ batch, entry }) => ({ ...batch, ...(entry && { ledger: entry }) }));
  return { consumer, bucket, batches, unreadable: found.unreadable };
}
