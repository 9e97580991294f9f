import { paginateListBuckets, S3Client } from "@aws-sdk/client-s3";
import type { ActionContext } from "../action";

/** S3 API reference, ListBuckets: the largest page. S3 returns pages only if the request sets a size. */
const PAGE_SIZE = 1_000;

/** The account's buckets in all regions. */
export async function run(options: ActionContext): Promise<unknown> {
  const client = new S3Client(options);
  try {
    const buckets = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client, pageSize: PAGE_SIZE }, {})) {
      for (const { Name, CreationDate, BucketRegion } of Buckets) {
        buckets.push({ name: Name, created: CreationDate?.toISOString(), region: BucketRegion });
      }
    }
    return { buckets };
  } finally {
    client.destroy();
  }
}
