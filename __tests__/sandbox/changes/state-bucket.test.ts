import { GetBucketLifecycleConfigurationCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { bootstrap } from "../../../backends/bootstrap";
import { loadEnvironment } from "../../../config/load-environment";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { freshAccount } from "../support/own-accounts";

/* Terraform waits for nearly a minute when it makes the bucket's lifecycle rule; everything else of the command is in ../backend-command.test.ts. */

const TIMEOUT_MS = 600_000;

test(
  "a bucket that is not there is made with all its parts, as the dry run says, and then nothing is left to do",
  async () => {
    // Prepare
    const account = freshAccount();
    const Bucket = `new-states-${account}`;
    const { emulatorUrl: endpoint, region } = requireRunning();
    const s3 = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: rootCredentials(account),
    });
    const loaded = loadEnvironment("sandbox");
    const roleArn = `arn:aws:iam::${account}:role/TerraformState`;
    const backend = { type: "s3", bucket: Bucket, keyPrefix: "streams", lockFile: true, roleArn } as const;
    const run = async (dryRun: boolean) => {
      const { signal } = new AbortController();
      const options = { dryRun, adopt: false, signal, onStep: () => {} };
      const inBucket = { ...loaded, environment: { ...loaded.environment, backend } };
      const { steps } = await bootstrap(inBucket, options);
      return steps.map(({ action, what }) => `${action} ${what}`);
    };

    // Act
    const dryRun = await run(true);
    const before = await s3.send(new HeadBucketCommand({ Bucket })).catch((error: Error) => error.name);
    const made = await run(false);
    const again = await run(false);

    // Assess
    const created = [
      "create aws_s3_bucket.bucket",
      "create aws_s3_bucket_lifecycle_configuration.bucket_lifecycle",
      "create aws_s3_bucket_policy.bucket_policy",
      "create aws_s3_bucket_public_access_block.bucket_public_access_block",
      "create aws_s3_bucket_server_side_encryption_configuration.bucket_encryption",
      "create aws_s3_bucket_versioning.bucket_versioning",
    ];
    expect({ dryRun, before, made, again }).toEqual({
      dryRun: created,
      before: "NotFound",
      made: created,
      again: [],
    });
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules?.map(({ ID, Status }) => [ID, Status])).toEqual([["remove-old-versions", "Enabled"]]);
    s3.destroy();
  },
  TIMEOUT_MS,
);
