import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import type { Construct } from "constructs";
import type { PolicyStatement } from "./policy-document";

/** ID of the statement that refuses unencrypted transport. */
export const TLS_ONLY_SID = "RefuseUnencryptedTransport";

/** Shuts the public out of a bucket, whatever its policy and its objects' permissions say. */
export function blockPublicAccess(scope: Construct, bucket: string): void {
  new S3BucketPublicAccessBlock(scope, "public-access-block", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

/** The statement of a bucket's policy that refuses requests without TLS. @param arn the bucket's */
export function tlsOnly(arn: string): PolicyStatement {
  return {
    Sid: TLS_ONLY_SID,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
