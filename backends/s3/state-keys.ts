import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { Environment } from "../../config/schema";
import { causeOf } from "../../errors/cause-of";
import { awsAccess } from "../aws-access";
import { BackendError } from "../backend-error";
import { bucketSettings, type S3Settings } from "./bucket-settings";
import { callerOf } from "./caller";

/**
 * The keys of the objects in a state bucket that begin like this.
 * @param remedy what the user can do if they cannot be listed, a sentence
 * @throws BackendError if the bucket cannot be listed
 */
export async function stateKeys(
  environment: Pick<Environment, "sandbox" | "region">,
  backend: S3Settings,
  { prefix, remedy }: { readonly prefix: string; readonly remedy: string },
): Promise<string[]> {
  try {
    return await listed(await clientFor(environment, backend), backend.bucket, prefix);
  } catch (error) {
    const cause = `The objects of s3://${backend.bucket}/${prefix} cannot be listed: ${causeOf(error)}`;
    throw new BackendError(cause, remedy);
  }
}

async function clientFor(
  environment: Pick<Environment, "sandbox" | "region">,
  backend: S3Settings,
): Promise<S3Client> {
  const access = awsAccess(environment);
  const { region } = bucketSettings(environment, backend);
  const { credentials } = await callerOf(access, { region, roleArn: backend.roleArn });
  return new S3Client({
    region,
    ...(access.endpoint && { endpoint: access.endpoint }),
    ...(credentials && { credentials }),
    // The host of another endpoint has no subdomain for each bucket.
    forcePathStyle: Boolean(access.endpoint ?? process.env.AWS_ENDPOINT_URL),
  });
}

async function listed(client: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const keys: string[] = [];
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      keys.push(...Contents.map(({ Key = "" }) => Key));
    }
  } finally {
    client.destroy();
  }
  return keys;
}
