import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../config/paths";
import { rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { createStateBucket } from "../../sandbox/state-bucket";
import { freshAccount } from "./support/own-accounts";

const TIMEOUT_MS = 180_000;
const folder = mkdtempSync(join(tmpdir(), "backend-command-"));
const clients: S3Client[] = [];

afterAll(() => {
  for (const client of clients) client.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function s3Of(accountId: string): S3Client {
  const { emulatorUrl: endpoint, region } = requireRunning();
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: rootCredentials(accountId),
  });
  clients.push(client);
  return client;
}

/** Writes the environment `sandbox` with its state in a bucket of an account, by a role of it. */
function environment(name: string, bucket: string, accountId: string): void {
  const content = parse(readFileSync(join(ENVIRONMENTS_DIRECTORY, "sandbox.yaml"), "utf8"));
  const roleArn = `arn:aws:iam::${accountId}:role/TerraformState`;
  const backend = { type: "s3", bucket, keyPrefix: "streams", roleArn };
  writeFileSync(join(folder, `${name}.yaml`), stringify({ ...content, backend }));
}

function bootstrap(name: string, ...args: string[]) {
  const command = [
    "-r",
    "ts-node/register",
    "cli/backend.ts",
    "bootstrap",
    "--environment",
    name,
    "--json",
    ...args,
  ];
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: PROJECT_ROOT,
    env,
    encoding: "utf8",
  });
  const steps: string[] = stdout.startsWith("{")
    ? JSON.parse(stdout).steps.map(({ action, what }: Record<string, string>) => `${action} ${what}`)
    : [];
  const notes: string[] = stdout.startsWith("{") ? JSON.parse(stdout).notes : [];
  return { status, stderr, steps, notes };
}

const PARTS = [
  "aws_s3_bucket.bucket",
  "aws_s3_bucket_lifecycle_configuration.bucket_lifecycle",
  "aws_s3_bucket_policy.bucket_policy",
  "aws_s3_bucket_public_access_block.bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration.bucket_encryption",
  "aws_s3_bucket_versioning.bucket_versioning",
];

test(
  "the bucket is made as the dry run says; again, nothing changes; what was changed by hand is put back",
  async () => {
    // Prepare
    const account = freshAccount();
    const Bucket = `states-${account}`;
    const s3 = s3Of(account);
    environment("made", Bucket, account);

    // Act
    const dryRun = bootstrap("made", "--dry-run");
    const before = await s3.send(new HeadBucketCommand({ Bucket })).catch((error: Error) => error.name);
    const made = bootstrap("made");
    const again = bootstrap("made");
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
    const repaired = bootstrap("made");

    // Assess
    const created = PARTS.map((part) => `create ${part}`);
    expect(dryRun).toMatchObject({ status: 0, steps: created });
    expect(before).toBe("NotFound");
    expect(made).toMatchObject({ status: 0, steps: created });
    expect(again).toMatchObject({ status: 0, steps: [] });
    expect(repaired).toMatchObject({
      status: 0,
      steps: ["update aws_s3_bucket_versioning.bucket_versioning"],
    });
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(
      ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe("AES256");
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules?.map(({ ID, Status }) => [ID, Status])).toEqual([["remove-old-versions", "Enabled"]]);
  },
  TIMEOUT_MS,
);

test(
  "a bucket that somebody else made is left alone, and with --adopt taken over with its policy",
  async () => {
    // Prepare
    const account = freshAccount();
    const Bucket = `others-${account}`;
    const s3 = s3Of(account);
    environment("others", Bucket, account);
    const own = {
      Sid: "Own",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::${Bucket}/\${aws:username}/*`,
    };
    await s3.send(new CreateBucketCommand({ Bucket }));
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: own });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

    // Act
    const refused = bootstrap("others");
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    const adopted = bootstrap("others", "--adopt");
    const again = bootstrap("others");

    // Assess
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(
      `Account ${account} has a bucket ${Bucket} that this project did not make. It would change:\n  update aws_s3_bucket.bucket\n`,
    );
    expect(versioning.Status).toBeUndefined();
    expect(adopted.status).toBe(0);
    expect(again).toMatchObject({ status: 0, steps: [] });
    const { Policy: text = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Statement } = JSON.parse(text);
    expect(Statement[0]).toEqual(own);
    expect(Statement[1].Sid).toBe("RefuseUnencryptedTransport");
  },
  TIMEOUT_MS,
);

test(
  "a bucket of another account is not touched",
  async () => {
    // Prepare
    const [owner, account] = [freshAccount(), freshAccount()];
    const Bucket = `foreign-${owner}`;
    await s3Of(owner).send(new CreateBucketCommand({ Bucket }));
    environment("foreign", Bucket, account);

    // Act
    const { status, stderr } = bootstrap("foreign", "--adopt");

    // Assess
    expect(status).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^The bucket ${Bucket} exists and cannot be looked at as account ${account}: .+\\.\nIt may belong to`,
      ),
    );
  },
  TIMEOUT_MS,
);

test(
  "the bucket that the sandbox made for an environment needs no --adopt",
  async () => {
    // Prepare
    const accountId = freshAccount();
    const bucket = `sandbox-${accountId}`;
    const { emulatorUrl, region } = requireRunning();
    await createStateBucket(emulatorUrl, { bucket, accountId, region, keyPrefix: "streams" });
    environment("sandboxed", bucket, accountId);

    // Act
    const { status, notes, steps } = bootstrap("sandboxed", "--dry-run");

    // Assess
    expect({ status, notes }).toEqual({ status: 0, notes: [] });
    expect(steps).not.toContain("update aws_s3_bucket.bucket");
  },
  TIMEOUT_MS,
);
