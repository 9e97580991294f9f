import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { bootstrap } from "../../backends/bootstrap";
import type { Step } from "../../backends/report";
import { loadEnvironment } from "../../config/load-environment";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../config/paths";
import { rootCredentials } from "../../sandbox/credentials";
import { requireRunning } from "../../sandbox/require-running";
import { createStateBucket } from "../../sandbox/state-bucket";
import { freshAccount } from "./support/own-accounts";

const TIMEOUT_MS = 600_000;
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

/** What the command does, in this process: starting it takes seconds. */
async function bootstrapped(name: string, { adopt = false } = {}) {
  const { signal } = new AbortController();
  const options = { dryRun: false, adopt, signal, onStep: () => {} };
  const { steps } = await bootstrap(loadEnvironment(name, folder), options);
  return { steps: steps.map(textOf) };
}

function textOf({ action, what }: Step): string {
  return `${action} ${what}`;
}

/** The command itself. */
function command(name: string, ...args: string[]) {
  const own = ["bootstrap", "--environment", name, ...args];
  const all = ["-r", "./register.cjs", "cli/backend.ts", ...own];
  const env = { ...process.env, ENVIRONMENTS_DIRECTORY: folder };
  return spawnSync(process.execPath, all, { cwd: PROJECT_ROOT, env, encoding: "utf8" });
}

/** Terraform waits for nearly a minute when it makes this rule; it is made in changes/state-bucket.test.ts. */
async function putLifecycle(s3: S3Client, Bucket: string): Promise<void> {
  const rule: LifecycleRule = {
    ID: "remove-old-versions",
    Status: "Enabled",
    Filter: { Prefix: "" },
    NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 10 },
    Expiration: { ExpiredObjectDeleteMarker: true },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  };
  const LifecycleConfiguration = { Rules: [rule] };
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
}

test(
  "a bucket that somebody else made is left alone, with --adopt taken over with its policy, and then only repaired",
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
    await putLifecycle(s3, Bucket);
    const versioning = async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status;

    // Act
    const refused = command("others");
    const before = await versioning();
    const adopted = await bootstrapped("others", { adopt: true });
    const VersioningConfiguration = { Status: "Suspended" as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const repaired = await bootstrapped("others");

    // Assess
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(
      `Account ${account} has a bucket ${Bucket} that this project did not make. It would change:\n  update aws_s3_bucket.bucket\n`,
    );
    expect(before).toBeUndefined();
    expect(adopted.steps).toEqual([
      "update aws_s3_bucket.bucket",
      "update aws_s3_bucket_policy.bucket_policy",
      "create aws_s3_bucket_versioning.bucket_versioning",
    ]);
    expect(repaired.steps).toEqual(["update aws_s3_bucket_versioning.bucket_versioning"]);
    expect(await versioning()).toBe("Enabled");
    const { Policy: text = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Statement } = JSON.parse(text);
    expect(Statement[0]).toEqual(own);
    expect(Statement[1].Sid).toBe("RefuseUnencryptedTransport");
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(
      ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe("AES256");
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
    const act = bootstrapped("foreign", { adopt: true });

    // Assess
    await expect(act).rejects.toThrow(
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
    const { status, stdout } = command("sandboxed", "--dry-run", "--json");

    // Assess
    const { notes, steps } = JSON.parse(stdout);
    expect({ status, notes }).toEqual({ status: 0, notes: [] });
    expect(steps.map(textOf)).not.toContain("update aws_s3_bucket.bucket");
  },
  TIMEOUT_MS,
);
