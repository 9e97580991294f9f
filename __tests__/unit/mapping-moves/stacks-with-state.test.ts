import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import type { BackendConfig } from "../../../config/schema";
import { mappingStacksWithState } from "../../../mapping-moves/stacks-with-state";

const AT_AWS = { sandbox: false, region: "eu-central-1" };
const ROLE = "arn:aws:iam::111111111111:role/state";
const BUCKET = {
  backend: {
    type: "s3",
    bucket: "states",
    keyPrefix: "streams/live",
    lockFile: true,
    roleArn: ROLE,
  },
  environmentName: "live",
  region: "eu-central-1",
} as const;
const s3 = mockClient(S3Client);
const sts = mockClient(STSClient);

beforeEach(() => {
  s3.reset();
  sts.reset();
  sts.on(AssumeRoleCommand).resolves({
    Credentials: { AccessKeyId: "a", SecretAccessKey: "b", SessionToken: "c", Expiration: new Date() },
  });
  sts.on(GetCallerIdentityCommand).resolves({ Account: "111111111111" });
});

test("local states: those of the consumer's mapping stacks in this environment, by their numbers", async () => {
  // Prepare
  const folder = mkdtempSync(join(tmpdir(), "states-"));
  const files = [
    ...["10", "2", "1", "0", "02", "2x", "1.tfstate.backup"].map((number) => `billing-mappings-${number}`),
    ...["billing", "billing-mappings", "other-mappings-3", "my-billing-mappings-4"],
  ];
  for (const stack of files) writeFileSync(join(folder, `terraform.live.${stack}.tfstate`), "{}");
  writeFileSync(join(folder, "terraform.test.billing-mappings-5.tfstate"), "{}");
  writeFileSync(join(folder, "terraform.live.billing-mappings-6.tfstate.backup"), "{}");
  const location = { backend: { type: "local" }, environmentName: "live", region: "eu-central-1" } as const;

  // Act
  const found = await mappingStacksWithState(AT_AWS, { ...location, folder }, "billing");
  const none = await mappingStacksWithState(AT_AWS, { ...location, folder: join(folder, "none") }, "billing");
  rmSync(folder, { recursive: true });

  // Assess
  expect(found).toEqual(["billing-mappings-1", "billing-mappings-2", "billing-mappings-10"]);
  expect(none).toEqual([]);
});

test("states in S3: the bucket is listed in the role of the backend, all pages of it, below the key prefix", async () => {
  // Prepare
  s3.on(ListObjectsV2Command)
    .resolvesOnce({
      Contents: [{ Key: "streams/live/billing-mappings-12.tfstate" }],
      IsTruncated: true,
      NextContinuationToken: "next",
    })
    .resolves({
      Contents: [
        { Key: "streams/live/billing-mappings-3.tfstate" },
        { Key: "streams/live/billing-mappings-3.tfstate.tflock" },
      ],
    });

  // Act
  const found = await mappingStacksWithState(AT_AWS, BUCKET, "billing");

  // Assess
  expect(found).toEqual(["billing-mappings-3", "billing-mappings-12"]);
  expect(sts.commandCalls(AssumeRoleCommand)[0]?.args[0].input).toMatchObject({ RoleArn: ROLE });
  const asked = { Bucket: "states", Prefix: "streams/live/billing-mappings-" };
  expect(s3.commandCalls(ListObjectsV2Command).map(({ args }) => args[0].input)).toMatchObject([
    asked,
    asked,
  ]);
});

test("a bucket that may not be listed is no reason to overlook states: it is told, with what to do", async () => {
  // Prepare
  s3.on(ListObjectsV2Command).rejects(new Error("Access Denied"));

  // Act
  const refused = mappingStacksWithState(AT_AWS, BUCKET, "billing");

  // Assess
  await expect(refused).rejects.toThrow(
    "The objects of s3://states/streams/live/billing-mappings- cannot be listed: Access Denied.\nLet your identity list the bucket, which Terraform needs as well, or say with --earlier how many mapping stacks there were.",
  );
});

test("a role that cannot be assumed is told without the remedy of another command", async () => {
  // Prepare
  sts.on(AssumeRoleCommand).rejects(new Error("not authorized to perform: sts:AssumeRole"));

  // Act
  const refused = mappingStacksWithState(AT_AWS, BUCKET, "billing");

  // Assess
  await expect(refused).rejects.toThrow(
    `cannot be listed: The role ${ROLE} cannot be assumed: not authorized to perform: sts:AssumeRole.\nLet your identity list`,
  );
});

test("Terraform Cloud is not asked", async () => {
  // Prepare
  const backend = {
    ...{ type: "cloud", hostname: "app.terraform.io", organization: "example" },
    ...{ workspacePrefix: "live-", workspaceTags: [], shareStateWith: "consumers" },
  } satisfies BackendConfig;

  // Act
  const found = await mappingStacksWithState(AT_AWS, { ...BUCKET, backend }, "billing");

  // Assess
  expect(found).toEqual([]);
});
