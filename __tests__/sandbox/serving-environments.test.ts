import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetBucketVersioningCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { MANAGEMENT_ACCOUNT_ID, rootCredentials } from "../../sandbox/credentials";
import { PROJECT_ROOT } from "../../sandbox/state-folder";

const COMMAND_TIMEOUT_MS = 60_000;
const TEST_TIMEOUT_MS = 180_000;

/** A sandbox of its own beside the shared one, whose emulator it uses. */
const folder = mkdtempSync(join(tmpdir(), "sandbox-serving-"));

function sandbox(environment: string, ...args: string[]) {
  const command = ["-r", "./register.cjs", "cli/sandbox.ts", ...args];
  const env = {
    ...process.env,
    SANDBOX_STATE_DIR: folder,
    SANDBOX_ENDPOINT: process.env.SANDBOX_TEST_EMULATOR_URL,
    SANDBOX_SECRET: rootCredentials(MANAGEMENT_ACCOUNT_ID).secretAccessKey,
    ENVIRONMENT: environment,
  };
  return spawnSync(process.execPath, command, {
    cwd: PROJECT_ROOT,
    env,
    encoding: "utf8",
    timeout: COMMAND_TIMEOUT_MS,
  });
}

function inAccount(accountId: string) {
  const endpoint = process.env.SANDBOX_TEST_EMULATOR_URL ?? "";
  return { endpoint, region: "eu-central-1", credentials: rootCredentials(accountId) };
}

afterAll(() => {
  sandbox("sandbox", "down");
  rmSync(folder, { recursive: true, force: true });
});

test(
  "env without a sandbox is code that fails, and its message",
  () => {
    // Act
    const { status, stdout } = sandbox("sandbox", "env");
    const evaluated = spawnSync("sh", ["-c", 'eval "$CODE" && echo reached'], {
      env: { ...process.env, CODE: stdout },
      encoding: "utf8",
    });

    // Assess
    expect(status).toBe(1);
    expect(evaluated).toMatchObject({ status: 1, stdout: "" });
    expect(evaluated.stderr).toBe(
      "No sandbox is running.\nStart one with `npm run sandbox -- up`.\nUntil then, every AWS command in this shell fails: none of them reaches the real AWS.\n",
    );
  },
  TEST_TIMEOUT_MS,
);

test(
  "up serves the state of each environment, and follows its region",
  async () => {
    // Prepare: a sandbox that another environment started, in another region
    sandbox("sandbox", "up");
    const s3 = new S3Client({ ...inAccount("345678901234"), forcePathStyle: true });
    const iam = new IAMClient(inAccount("345678901234"));
    const dynamodb = new DynamoDBClient(inAccount("123456789012"));

    // Act
    const up = [sandbox("example", "up"), sandbox("example", "up")];
    await dynamodb.send(
      new CreateTableCommand({
        TableName: "Orders",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "orderId", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "orderId", AttributeType: "S" }],
      }),
    );
    const put = sandbox("example", "put", "Orders", '{"orderId": "1"}');
    const elsewhere = sandbox("sandbox", "put", "Orders", '{"orderId": "1"}', "--account", "123456789012");
    const status = sandbox("example", "status").stdout;
    const regions = ["example", "sandbox"].map(
      (environment) => /export AWS_REGION='(.*)'/.exec(sandbox(environment, "env").stdout)?.[1],
    );

    // Assess
    const Bucket = "example-org-terraform-state";
    expect(up.map((one) => one.status)).toEqual([0, 0]);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "TerraformState" }));
    expect(Role?.Arn).toBe("arn:aws:iam::345678901234:role/TerraformState");
    expect(status.split("\n").filter((line) => line.startsWith("Terraform state"))).toEqual([
      "Terraform state in      s3://example-org-terraform-state/cross-account-streams/example/ of account 345678901234 by the role TerraformState",
    ]);
    expect(put).toMatchObject({ status: 0, stdout: "Put one item into Orders of account 123456789012.\n" });
    expect(put.stderr).toBe(`AWS: the sandbox at ${process.env.SANDBOX_TEST_EMULATOR_URL}\n`);
    expect(elsewhere.status).toBe(1);
    expect(regions).toEqual(["eu-central-1", "us-east-1"]);
    for (const client of [s3, iam, dynamodb]) client.destroy();
  },
  TEST_TIMEOUT_MS,
);

test(
  "the state role reaches the environment's own state, and nothing beside it",
  async () => {
    // Prepare
    sandbox("example", "up");
    const sts = new STSClient(inAccount(MANAGEMENT_ACCOUNT_ID));
    const RoleArn = "arn:aws:iam::345678901234:role/TerraformState";
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const s3 = new S3Client({ ...inAccount("345678901234"), credentials, forcePathStyle: true });
    const put = (Key: string) =>
      s3.send(new PutObjectCommand({ Bucket: "example-org-terraform-state", Key, Body: "{}" }));

    // Act
    const own = put("cross-account-streams/example/source.tfstate.tflock");
    const other = put("cross-account-streams/example-reaching/source.tfstate");

    // Assess
    await expect(own).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
    await expect(other).rejects.toThrow(/not authorized to perform: s3:PutObject/);
    for (const client of [s3, sts]) client.destroy();
  },
  TEST_TIMEOUT_MS,
);

test(
  "a bucket that another account of the sandbox has is one message with the remedy",
  () => {
    // Prepare: example.yaml keeps its state in the same bucket, by a role of another account
    sandbox("example", "up");

    // Act
    const up = sandbox("example-reaching", "up");

    // Assess
    expect(up.status).toBe(1);
    expect(up.stderr).toBe(
      "The bucket example-org-terraform-state of the environment's backend cannot be created in account 000000000000: another account of the sandbox has it.\nGive environments that share a bucket the same `roleArn`, or start the sandbox afresh with `npm run sandbox -- down`.\n",
    );
  },
  TEST_TIMEOUT_MS,
);

test(
  "an environment with its state in Terraform Cloud is warned of",
  () => {
    // Act
    const [cloud, local] = [sandbox("terraform-cloud", "up"), sandbox("sandbox", "up")];

    // Assess
    expect(cloud.stderr).toContain(
      "Warning: terraform-cloud keeps its state in Terraform Cloud at app.terraform.io, which the sandbox does not have. A deployment to the sandbox writes to the real workspaces.\n",
    );
    expect(local.stderr).not.toContain("Warning");
  },
  TEST_TIMEOUT_MS,
);
