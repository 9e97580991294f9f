import { defaultFailureBucketName } from "../bucket-names";
import { type ConsumerDraft, type Draft, entriesOf, entryOf } from "../draft";
import { BUCKET_NAME_CHARACTERS } from "../limits";
import { error, type Path, type Problem } from "../problem";
import { draftRegion } from "./regions";

const REMEDY = "Set failureBucketName to at most 63 lower-case letters, digits and hyphens";

/** Names of buckets, including default ones. Rules: Amazon S3 User Guide, bucket naming rules. */
export function checkBuckets(draft: Draft): Problem[] {
  const { backend } = draft;
  const stateBucket = backend && "bucket" in backend ? backend.bucket : undefined;
  return [
    ...invalidName(["backend", "bucket"], stateBucket),
    ...entriesOf(draft.consumers).flatMap(([key, consumer]) =>
      "failureBucketName" in consumer
        ? invalidName(["consumers", key, "failureBucketName"], consumer.failureBucketName)
        : invalidDefault(["consumers", key, "function", "name"], draftBucketName(consumer, draft)),
    ),
  ];
}

/** The failure bucket's name; undefined if a part of it is malformed. */
export function draftBucketName(consumer: ConsumerDraft, draft: Draft): string | undefined {
  if ("failureBucketName" in consumer) return consumer.failureBucketName;
  const functionName = consumer.function?.name;
  const id = entryOf(draft.accounts, consumer.account)?.id;
  const region = draftRegion(consumer, draft);
  if (functionName === undefined || id === undefined || region === undefined) return undefined;
  return defaultFailureBucketName(functionName, id, region);
}

function invalidDefault(path: Path, name: string | undefined): Problem[] {
  const flaw = name === undefined ? undefined : flawOf(name);
  if (flaw === undefined) return [];
  return [error(path, `the failure bucket would be named "${name}", and ${flaw}`, REMEDY)];
}

function invalidName(path: Path, name: string | undefined): Problem[] {
  const flaw = name === undefined ? undefined : flawOf(name);
  return flaw === undefined ? [] : [error(path, flaw, "Use another name")];
}

/** Why S3 rejects a name; undefined if it does not. */
function flawOf(name: string): string | undefined {
  const { max } = BUCKET_NAME_CHARACTERS;
  if (name.length > max) return `bucket names have at most ${max} characters, not ${name.length}`;
  if (name.includes("_")) return "bucket names cannot contain underscores";
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return "bucket names must start and end with a letter or a digit";
  if (name.includes("..")) return "bucket names cannot contain two dots in a row";
  if (/^\d+(\.\d+){3}$/.test(name)) return "bucket names cannot look like IP addresses";
  if (/^(xn--|sthree-|amzn-s3-demo-)/.test(name)) return "S3 reserves names with this prefix";
  if (/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)) return "S3 reserves names with this suffix";
  return undefined;
}
