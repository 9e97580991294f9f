import { PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import type { Detection, Drill } from "../drill";
import { asRoot } from "../site/as-root";
import { NAMES, REGION } from "../site/content";
import { failedBatches } from "../site/failed-batches";
import { deleteMapping, driftAt } from "../site/looks";
import { functionMetric } from "../site/metric";
import type { Site } from "../site/site";

const NAME = "failure-bucket-refuses";
const MAPPING = { maximumRetryAttempts: 1 };

/**
 * Lambda drops what the bucket does not take, and does not try again. But the stream keeps it for a day, and a new mapping
 * reads it again, with everything else of that day.
 */
export const FAILURE_BUCKET_REFUSES: Drill = {
  name: NAME,
  incident: "The failure bucket refuses a batch that the function could not handle: Lambda drops it",
  edits: { mapping: MAPPING },
  breakIt: async (site) => {
    site.order({ poison: [`${NAME} during 7`] });
    await refuseWrites(site);
  },
  detect: async (site) => {
    const failures = await functionMetric(site, "DestinationDeliveryFailures");
    if (failures === 0) return undefined;
    return withCause(failures, await driftAt(site, /failure_bucket|aws_s3_bucket_policy/));
  },
  fixedBy: [
    "a release that handles the record",
    "aws lambda delete-event-source-mapping",
    "npx cdktf deploy '*'",
  ],
  fix: async (site) => {
    const dropped = [`${NAME} during 7`];
    if (site.countsOf(dropped).join() !== "0" || (await failedBatches(site)).length > 0)
      throw new Error("The record was not dropped");
    site.synthesize({ mapping: MAPPING, function: { entry: "drills/function/repaired.ts" } });
    await deleteMapping(site);
    await site.deploy();
    if (!(await site.allHandled(dropped))) throw new Error("The dropped record was not found again");
    site.order({});
  },
};

function withCause(failures: number, drift: Detection | undefined): Detection | undefined {
  return (
    drift && {
      by: `the metric DestinationDeliveryFailures, and ${drift.by}`,
      says: `${failures} batch(es) reached no destination; ${drift.says}`,
    }
  );
}

function refuseWrites({ accounts: { consumer } }: Site): Promise<unknown> {
  const Bucket = `${NAMES.function}-failures-${consumer}-${REGION}`;
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const statement = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return asRoot(
    consumer,
    (config) => new S3Client({ ...config, forcePathStyle: true }),
    (s3) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
  );
}
