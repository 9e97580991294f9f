import { DescribeTableCommand, GetResourcePolicyCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetRolePolicyCommand, ListRolePoliciesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import type { AccountClients } from "../../sandbox/account-clients";
import { asRoot } from "./as-root";
import { NAMES } from "./content";
import { mappingOf } from "./looks";
import type { Site } from "./site";
import { stateBucketClient } from "./state-bucket";
import { streamArnOf } from "./stream-arn";

/** What is in both accounts of a site, and every version of its states, to be compared with what is there later. */
export async function deployedState(site: Site): Promise<unknown> {
  const ResourceArn = await streamArnOf(site);
  const table = await site.acting("source", ({ dynamodb }) =>
    dynamodb.send(new DescribeTableCommand({ TableName: NAMES.table })),
  );
  // What the records that are written meanwhile change is no part of it.
  const { ItemCount: _items, TableSizeBytes: _bytes, ...settings } = table.Table ?? {};
  const { LastProcessingResult: _result, ...mapping } = (await mappingOf(site)) ?? {};
  const policy = await site.acting("source", ({ dynamodb }) =>
    dynamodb.send(new GetResourcePolicyCommand({ ResourceArn })),
  );
  return {
    table: settings,
    streamPolicy: policy.Policy,
    mapping,
    source: await inventory(site, "source"),
    consumer: await inventory(site, "consumer"),
    states: await stateVersions(site),
  };
}

/** Tables, functions, roles with their policies, and buckets of an account. */
async function inventory(site: Site, account: keyof Site["accounts"]): Promise<unknown> {
  const buckets = await asRoot(
    site.accounts[account],
    (config) => new S3Client({ ...config, forcePathStyle: true }),
    (s3) => s3.send(new ListBucketsCommand({})),
  );
  return site.acting(account, async ({ dynamodb, iam, lambda }) => ({
    tables: (await dynamodb.send(new ListTablesCommand({}))).TableNames,
    functions: (await lambda.send(new ListFunctionsCommand({}))).Functions,
    roles: await rolesOf(iam),
    buckets: buckets.Buckets?.map(({ Name }) => Name),
  }));
}

async function rolesOf(iam: AccountClients["iam"]): Promise<unknown> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  return Promise.all(
    Roles.map(async ({ RoleName, AssumeRolePolicyDocument }) => {
      const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
      const policies = PolicyNames.map((PolicyName) =>
        iam
          .send(new GetRolePolicyCommand({ RoleName, PolicyName }))
          .then(({ PolicyDocument }) => PolicyDocument),
      );
      return { RoleName, AssumeRolePolicyDocument, policies: await Promise.all(policies) };
    }),
  );
}

/** A lock that comes and goes is no state. */
function stateVersions(site: Site): Promise<unknown> {
  return stateBucketClient(site, async (s3, { bucket: Bucket, keyPrefix }) => {
    const { Versions = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: `${keyPrefix}/` }),
    );
    return Versions.filter(({ Key }) => Key?.endsWith(".tfstate")).map(({ Key, VersionId }) => [
      Key,
      VersionId,
    ]);
  });
}
