import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { rootCredentials } from "../../../sandbox/credentials";
import { requireRunning } from "../../../sandbox/require-running";
import { createStateBucket } from "../../../sandbox/state-bucket";
import { APPLY_TIMEOUT_MS } from "../support/apply-timeout";
import { Checkout } from "../support/checkout";
import { freshAccount, freshAccounts, letTerraformIn } from "../support/own-accounts";

const REGION = "eu-central-1";

/** Two environments in accounts of their own: one with local state, one with its state in S3, by a role. */
const LOCAL = freshAccounts();
const REMOTE = { ...freshAccounts(), state: freshAccount() };
const BUCKET = {
  bucket: `states-${REMOTE.state}`,
  keyPrefix: "streams/remote",
  region: "eu-west-1",
  accountId: REMOTE.state,
  roleName: "TerraformState",
};
const S3_BACKEND = {
  type: "s3",
  bucket: BUCKET.bucket,
  keyPrefix: BUCKET.keyPrefix,
  region: BUCKET.region,
  roleArn: `arn:aws:iam::${REMOTE.state}:role/${BUCKET.roleName}`,
};

const checkout = new Checkout();

const stateOf = (stack: string) => checkout.state("local", stack);

function source(tableName: string, consumer: string, more: object = {}) {
  return {
    account: "source",
    tableName,
    partitionKey: { name: "id" },
    deletionProtection: false,
    readers: [{ consumer }],
    ...more,
  };
}

function consumer(name: string, reads: string, more: object = {}) {
  return {
    account: "consumer",
    roleName: `${name}-role`,
    failureBucket: { removeOldVersionsAfterDays: null },
    function: { name },
    mappings: [{ source: reads }],
    ...more,
  };
}

/** The first pair of entries names its stacks. */
function content(accounts: Readonly<Record<"source" | "consumer", string>>, backend: object, added: boolean) {
  const first = {
    source: source("Orders", "handler", { stack: "source" }),
    consumer: consumer("handler", "orders", { stack: "consumer" }),
  };
  const second = { source: source("Returns", "audit"), consumer: consumer("audit", "returns") };
  return {
    sandbox: true,
    region: REGION,
    accounts: { source: { id: accounts.source }, consumer: { id: accounts.consumer } },
    backend,
    // The new entries come first in the file.
    sources: { ...(added && { returns: second.source }), orders: first.source },
    consumers: { ...(added && { audit: second.consumer }), handler: first.consumer },
  };
}

function s3(): S3Client {
  return new S3Client({
    endpoint: requireRunning().emulatorUrl,
    region: BUCKET.region,
    forcePathStyle: true,
    credentials: rootCredentials(REMOTE.state),
  });
}

beforeAll(async () => {
  const { emulatorUrl } = requireRunning();
  await letTerraformIn([LOCAL.source, LOCAL.consumer, REMOTE.source, REMOTE.consumer]);
  await createStateBucket(emulatorUrl, BUCKET);
  checkout.write("local", content(LOCAL, { type: "local" }, false));
  checkout.write("remote", content(REMOTE, S3_BACKEND, false));
});

afterAll(() => checkout.remove());

test(
  "a consumer whose source was never deployed says what to deploy first, with state in S3 as well",
  async () => {
    // Act
    const act = checkout.cdktf("remote", "diff", "consumer", "--skip-provider-lock");

    // Assess
    await expect(act).rejects.toThrow(
      /The stack source was never deployed\. Deploy it first: cdktf deploy source/,
    );
  },
  APPLY_TIMEOUT_MS,
);

test(
  "environments with different backends take turns in one checkout",
  async () => {
    // Act
    await checkout.apply("local", "deploy", "*");
    await checkout.apply("remote", "deploy", "*");
    const plans = [
      await checkout.cdktf("local", "diff", "source", "--skip-provider-lock"),
      await checkout.cdktf("remote", "diff", "consumer", "--skip-provider-lock"),
      await checkout.cdktf("local", "diff", "consumer", "--skip-provider-lock"),
    ];

    // Assess
    for (const plan of plans) expect(plan).toContain("No changes.");
    expect(readdirSync(join(checkout.folder, "cdktf.out/local/stacks")).sort()).toEqual([
      "consumer",
      "source",
    ]);
    expect(readdirSync(checkout.folder).filter((name) => name.endsWith(".tfstate"))).toEqual([
      "terraform.local.consumer.tfstate",
      "terraform.local.source.tfstate",
    ]);
    const client = s3();
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET.bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual([
      "streams/remote/consumer.tfstate",
      "streams/remote/source.tfstate",
    ]);
    const key = { Bucket: BUCKET.bucket, Key: "streams/remote/source.tfstate" };
    const { Body } = await client.send(new GetObjectCommand(key));
    expect(JSON.parse((await Body?.transformToString()) ?? "").outputs.table_arn.value).toBe(
      `arn:aws:dynamodb:${REGION}:${REMOTE.source}:table/Orders`,
    );
    client.destroy();
  },
  APPLY_TIMEOUT_MS,
);

test(
  "one stack is deployed alone if the CDKTF CLI may leave out what it depends on",
  async () => {
    // Act
    const refused = checkout.apply("local", "deploy", "consumer");

    // Assess
    await expect(refused).rejects.toThrow(
      /The following dependencies are not included in the stacks to run: source\./,
    );
    const allowed = await checkout.apply(
      "local",
      "deploy",
      "consumer",
      "--ignore-missing-stack-dependencies",
    );
    expect(allowed).toContain("No changes.");
  },
  APPLY_TIMEOUT_MS,
);

test(
  "entries that come and go leave the other stacks and their state alone, and are not forgotten",
  async () => {
    // Prepare
    const before = [stateOf("source"), stateOf("consumer")];
    const warning = (stack: string) =>
      new RegExp(
        `Warning: local: the stack "${stack}" is still deployed, .* To destroy the stack, run \`(.+? destroy)\`\\.`,
      );

    // Act: two more entries, before the others
    checkout.write("local", content(LOCAL, { type: "local" }, true));
    await checkout.apply("local", "deploy", "*");
    const withMore = [stateOf("source"), stateOf("consumer")];
    const added = stateOf("source-returns");
    const quiet = await checkout.cdktf("local", "synth");

    // Act: without them again
    checkout.write("local", content(LOCAL, { type: "local" }, false));
    const said = await checkout.cdktf("local", "synth");
    const again = await checkout.apply("local", "deploy", "*");
    const commands = ["consumer-audit", "source-returns"].map((stack) => warning(stack).exec(said)?.[1]);
    for (const command of commands) await checkout.shell(`${command} -auto-approve`);
    const afterwards = await checkout.cdktf("local", "synth");

    // Assess
    expect(withMore).toEqual(before);
    expect(added.outputs.table_name?.value).toBe("Returns");
    expect(quiet).not.toContain("Warning: local");
    expect(said.indexOf('"consumer-audit"')).toBeLessThan(said.indexOf('"source-returns"'));
    expect(commands).toEqual(
      ["consumer-audit", "source-returns"].map((stack) =>
        expect.stringMatching(new RegExp(` -chdir=cdktf\\.out/local/stacks/${stack} destroy$`)),
      ),
    );
    expect(again).toContain('"source-returns" is still deployed');
    expect(stateOf("source-returns").resources).toEqual([]);
    expect(stateOf("consumer-audit").resources).toEqual([]);
    expect(afterwards).not.toContain("Warning: local");
    expect([stateOf("source"), stateOf("consumer")]).toEqual(before);
  },
  APPLY_TIMEOUT_MS,
);

test(
  "environments are destroyed in turns, too",
  async () => {
    // Act
    await checkout.apply("remote", "destroy", "*");
    await checkout.apply("local", "destroy", "*");

    // Assess
    expect(stateOf("source").resources).toEqual([]);
    expect(stateOf("consumer").resources).toEqual([]);
    expect(existsSync(join(checkout.folder, "cdktf.out/remote/stacks/source"))).toBe(true);
  },
  APPLY_TIMEOUT_MS,
);
