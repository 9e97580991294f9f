import { S3Client } from "@aws-sdk/client-s3";
import { MANAGEMENT_ACCOUNT_ID } from "../../sandbox/credentials";
import { asRoot } from "./as-root";
import { siteContent } from "./content";
import type { Site } from "./site";

/** Where a site's states are. */
export interface StatePlace {
  readonly bucket: string;
  readonly keyPrefix: string;
}

/** Acts on the bucket of a site's states, as the account that owns it. */
export function stateBucketClient<T>(
  site: Site,
  act: (s3: S3Client, place: StatePlace) => Promise<T>,
): Promise<T> {
  const place = siteContent(site.accounts, site.folder).backend;
  return asRoot(
    MANAGEMENT_ACCOUNT_ID,
    (config) => new S3Client({ ...config, forcePathStyle: true }),
    (s3) => act(s3, place),
  );
}
