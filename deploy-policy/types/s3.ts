import { partitionOf } from "../../config/arns";
import { type Actions, type Grant, permit } from "../grant";
import { type Subject, setting } from "../subject";
import type { Row, Rows } from "./row";

/** What the provider reads of a bucket in each plan, whatever the stack sets. */
const BUCKET_READS = [
  "GetAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketCORS",
  "GetBucketLogging",
  "GetBucketObjectLockConfiguration",
  "GetBucketPolicy",
  "GetBucketRequestPayment",
  "GetBucketTagging",
  "GetBucketVersioning",
  "GetBucketWebsite",
  "GetEncryptionConfiguration",
  "GetLifecycleConfiguration",
  "GetReplicationConfiguration",
  "ListBucket",
];

/** Service Authorization Reference, "Amazon S3". S3 has no actions that remove a setting: Put is checked for both. */
export const S3_ROWS: Rows = {
  aws_s3_bucket: (bucket) => [
    ...permit(
      { service: "s3", resources: [bucketArn(bucket)] },
      {
        read: BUCKET_READS,
        create: ["CreateBucket", "PutBucketTagging"],
        update: ["PutBucketTagging"],
        delete: ["DeleteBucket"],
      },
    ),
    ...emptying(bucket),
  ],
  aws_s3_bucket_policy: onBucket("GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"),
  aws_s3_bucket_versioning: onBucket("GetBucketVersioning", "PutBucketVersioning"),
  aws_s3_bucket_public_access_block: onBucket("GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock"),
  aws_s3_bucket_server_side_encryption_configuration: onBucket(
    "GetEncryptionConfiguration",
    "PutEncryptionConfiguration",
  ),
  aws_s3_bucket_lifecycle_configuration: onBucket("GetLifecycleConfiguration", "PutLifecycleConfiguration"),
};

/** A setting of a bucket. */
function onBucket(get: string, put: string, remove = put): Row {
  const actions: Actions = { read: [get], create: [put], update: [put], delete: [remove] };
  return (subject) => permit({ service: "s3", resources: [bucketArn(subject)] }, actions);
}

/** A bucket that may be destroyed with what it holds is emptied first, version by version. */
function emptying(bucket: Subject): Grant[] {
  if (bucket.resource.element.force_destroy !== true) return [];
  const arn = bucketArn(bucket);
  return [
    ...permit({ service: "s3", resources: [arn] }, { delete: ["ListBucketVersions"] }),
    ...permit(
      {
        service: "s3",
        resources: [`${arn}/*`],
        because: "the bucket goes with all it holds (`force_destroy`)",
      },
      { delete: ["DeleteObject", "DeleteObjectVersion"] },
    ),
  ];
}

function bucketArn(subject: Subject): string {
  return `arn:${partitionOf(subject.resource.stack.region)}:s3:::${setting(subject, "bucket")}`;
}
