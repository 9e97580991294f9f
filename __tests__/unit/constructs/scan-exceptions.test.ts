import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformStack, Testing } from "cdktf";
import { exceptFromScan, SCAN_EXCEPTIONS } from "../../../constructs/scan-exceptions";

test("the reasons stand in the comment of the resource", () => {
  // Prepare
  const stack = new TerraformStack(Testing.app(), "stack");
  const bucket = new S3Bucket(stack, "bucket", { bucket: "a-bucket" });

  // Act
  exceptFromScan(bucket, { CKV_AWS_18: "nobody reads it", CKV_AWS_144: "one region is enough" });

  // Assess
  expect(stack.toTerraform().resource.aws_s3_bucket.bucket["//"]).toMatchObject({
    [SCAN_EXCEPTIONS]: { CKV_AWS_18: "nobody reads it", CKV_AWS_144: "one region is enough" },
  });
});
