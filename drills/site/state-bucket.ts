import { S3Client } from "@aws-sdk/client-s3";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { REGION, siteContent } from "./content";
import type { Site } from "./site";

/** Acts on the bucket of a site's states, as the account that owns it. */
export async function stateBucketClient<T>(
  site: Site,
  act: (s3: S3Client, place: { readonly bucket: string; readonly keyPrefix: string }) => Promise<T>,
): Promise<void> {
  const s3 = new S3Client({
    endpoint: requireRunning().emulatorUrl,
    region: REGION,
    forcePathStyle: true,
    credentials: rootCredentials(MANAGEMENT_ACCOUNT_ID),
  });
  try {
    await act(s3, siteContent(site.accounts, site.folder).backend);
  } finally {
    s3.destroy();
  }
}
