import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bucketSettings } from "../../../../backends/s3/bucket-settings";
import type { ExistingBucket } from "../../../../backends/s3/existing-bucket";
import { type BucketStack, synthesizeBucket } from "../../../../backends/s3/synthesize-bucket";
import { loadEnvironment } from "../../../../config/load-environment";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
const loaded = loadEnvironment("example");
const backend = {
  type: "s3",
  bucket: "states",
  keyPrefix: "a",
  lockFile: true,
  roleArn: "arn:aws:iam::345678901234:role/ci/State",
} as const;
const settings = bucketSettings(loaded.environment, backend);
const existing: ExistingBucket = {
  parts: ["bucket", "versioning", "policy"],
  managed: true,
  kmsKeyArn: "arn:aws:kms:eu-central-1:345678901234:key/k-1",
  statements: [
    {
      Sid: "Own",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::345678901234:root" },
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::states/$" + "{aws:username}/*",
    },
  ],
};

function jsonOf(name: string, more: Partial<BucketStack> = {}) {
  const stack = { loaded, settings, caller: { accountId: "345678901234" }, ...more };
  return JSON.parse(readFileSync(join(synthesizeBucket(stack, join(folder, name)), "cdk.tf.json"), "utf8"));
}

test("the account is that of the state's role, the region that of the file", () => {
  expect(settings).toEqual({ bucket: "states", region: "eu-central-1", accountId: "345678901234" });
  expect(bucketSettings(loaded.environment, { ...backend, roleArn: undefined, region: "eu-west-1" })).toEqual(
    {
      bucket: "states",
      region: "eu-west-1",
    },
  );
});

test("a new bucket: in its account only, tagged, with nothing to import", () => {
  // Act
  const json = jsonOf("new");

  // Assess
  expect(json.provider.aws).toEqual([
    {
      alias: "account",
      allowed_account_ids: ["345678901234"],
      default_tags: [{ tags: {} }],
      region: "eu-central-1",
    },
  ]);
  expect(json.resource.aws_s3_bucket.bucket.tags).toEqual({ ManagedBy: "cross-account-streams/backend" });
  expect(json).not.toHaveProperty("import");
});

test("a role that is given is assumed", () => {
  // Act
  const json = jsonOf("role", { roleArn: "arn:aws:iam::345678901234:role/ci/Admin" });

  // Assess
  expect(json.provider.aws[0].assume_role).toEqual([
    { role_arn: "arn:aws:iam::345678901234:role/ci/Admin", session_name: "terraform-state-bucket" },
  ]);
});

test("what exists is imported; its key and the statements of its policy stay", () => {
  // Act
  const json = jsonOf("existing", { existing });

  // Assess
  expect(json.import).toEqual([
    { to: "aws_s3_bucket.bucket", id: "states" },
    { to: "aws_s3_bucket_versioning.bucket_versioning", id: "states" },
    { to: "aws_s3_bucket_policy.bucket_policy", id: "states" },
  ]);
  const [rule] = json.resource.aws_s3_bucket_server_side_encryption_configuration.bucket_encryption.rule;
  expect(rule.apply_server_side_encryption_by_default.kms_master_key_id).toBe(existing.kmsKeyArn);
  const { policy } = json.resource.aws_s3_bucket_policy.bucket_policy;
  expect(JSON.parse(policy).Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
    "Own",
    "RefuseUnencryptedTransport",
  ]);
  expect(policy).toContain("states/$$" + "{aws:username}/*");
});
