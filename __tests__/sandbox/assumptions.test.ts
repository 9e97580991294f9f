import { readFileSync } from "node:fs";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { KMSClient } from "@aws-sdk/client-kms";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { Assumption } from "../../assumptions/assumption";
import { A1 } from "../../assumptions/list/a1-account-root";
import { A2 } from "../../assumptions/list/a2-another-role";
import { A3 } from "../../assumptions/list/a3-role-arn";
import { A5 } from "../../assumptions/list/a5-failure-bucket";
import { A6 } from "../../assumptions/list/a6-refusal-text";
import { A7 } from "../../assumptions/list/a7-revocation-time";
import { A8 } from "../../assumptions/list/a8-creation-text";
import { A10 } from "../../assumptions/list/a10-place-kept";
import { SANDBOX_PACE } from "../../assumptions/pace";
import type { SiteClients } from "../../assumptions/site/clients";
import { Pair } from "../../assumptions/site/pair";
import { type Deployment, Site } from "../../assumptions/site/site";
import { SiteStacks } from "../../assumptions/site/site-stacks";
import type { Verdict } from "../../assumptions/verdict";
import { PROJECT_ROOT } from "../../config/paths";
import { Terraform } from "../../plan/terraform";
import { rootCredentials } from "../../sandbox/credentials";
import { bundleCode } from "../../stacks/function-code";
import {
  Account,
  allow,
  createMapping,
  createRole,
  emulatorUrl,
  grantStream,
  READ_ACTIONS,
  REGION,
} from "./support/aws";

// Deployment and destruction by Terraform take minutes: __tests__/sandbox/changes/assumptions.test.ts tests them.
const NAME = "assume-0a1b2c3d-plain";
const source = new Account();
const consumer = new Account();
const signal = new AbortController().signal;
let site: Site;

/** A site with a pair that no Terraform made. */
class MadeSite extends Site {
  constructor(
    private readonly made: Pair,
    clients: SiteClients,
    private readonly roleArn: string,
  ) {
    const place = {
      accounts: {
        source: { id: source.id, deployRole: null },
        consumer: { id: consumer.id, deployRole: null },
      },
      region: REGION,
    };
    const shared = { run: "0a1b2c3d", pace: SANDBOX_PACE, signal };
    const terraform = new Terraform({ command: "false", variables: {} });
    const stacks = new SiteStacks({
      ...shared,
      folder: "/nowhere",
      place,
      terraform,
      onLine: () => undefined,
    });
    super({ ...shared, consumerAccountId: consumer.id, stacks, clients, onProgress: () => undefined });
  }

  override async deployment(): Promise<Deployment> {
    return { roleBefore: "NoSuchEntityException: no role", pair: this.made };
  }

  override async grantAs(): Promise<void> {
    const { streamArn } = this.made.options.parts;
    await this.made.putPolicy(allow(READ_ACTIONS, streamArn, { Principal: { AWS: this.roleArn } }));
  }
}

beforeAll(async () => {
  const { TableDescription } = await source.dynamodb.send(
    new CreateTableCommand({
      TableName: NAME,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  const streamArn = TableDescription?.LatestStreamArn ?? "";
  const roleArn = await createRole(consumer, allow(["*"], "*"), NAME);
  await grantStream(source, streamArn, roleArn);
  await consumer.s3.send(new CreateBucketCommand({ Bucket: `${NAME}-${consumer.id}` }));
  const { zipPath } = bundleCode("assumptions/function/index.ts", "function", { projectRoot: PROJECT_ROOT });
  await consumer.lambda.send(
    new CreateFunctionCommand({
      FunctionName: NAME,
      Role: roleArn,
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Timeout: 10,
      Code: { ZipFile: readFileSync(zipPath) },
    }),
  );
  const mapping = await createMapping(consumer, streamArn, {
    FunctionName: NAME,
    MaximumRetryAttempts: 0,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    DestinationConfig: { OnFailure: { Destination: `arn:aws:s3:::${NAME}-${consumer.id}` } },
  });
  const clients = clientsOfBoth();
  const parts = {
    name: NAME,
    streamArn,
    logGroupName: `/aws/lambda/${NAME}`,
    failureBucketName: `${NAME}-${consumer.id}`,
    mappingUuid: mapping.UUID ?? "",
  };
  site = new MadeSite(new Pair({ parts, clients, pace: SANDBOX_PACE, signal }), clients, roleArn);
});

afterAll(() => site?.options.clients.destroy());

function clientsOfBoth(): SiteClients {
  const own = (id: string) => ({ endpoint: emulatorUrl(), region: REGION, credentials: rootCredentials(id) });
  const clients = {
    dynamodb: source.dynamodb,
    kms: new KMSClient(own(source.id)),
    lambda: consumer.lambda,
    iam: consumer.iam,
    logs: new CloudWatchLogsClient(own(consumer.id)),
    s3: consumer.s3,
    streams: new DynamoDBStreamsClient(own(consumer.id)),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function trying({ trial }: Assumption): Promise<Verdict> {
  if (typeof trial === "string") throw new Error(trial);
  return trial.run(site);
}

test("a pair that reads confirms the grant", async () => {
  expect(await trying(A1)).toEqual({
    outcome: "confirmed",
    because: expect.stringMatching(/^The function handled an item \d+\.\d s after its put$/),
    answers: [
      "The role, before: NoSuchEntityException: no role",
      expect.stringContaining(`GetResourcePolicy: {"Version"`),
      "LastProcessingResult: OK",
    ],
  });
});

test("the emulator does not know streams of other accounts, so nothing is judged", async () => {
  expect(await trying(A2)).toMatchObject({
    outcome: "not tried",
    answers: [expect.stringContaining("ResourceNotFoundException: Stream not found")],
  });
});

test("a batch that failed comes to the bucket", async () => {
  expect(await trying(A5)).toMatchObject({
    outcome: "confirmed",
    answers: [expect.stringMatching(/^ListObjectsV2: aws\/lambda\//), expect.any(String)],
  });
});

test("one incident without the stream's policy tells four things", async () => {
  // Act
  const [text, time, creation, place] = [
    await trying(A6),
    await trying(A7),
    await trying(A8),
    await trying(A10),
  ];
  // Assess
  expect(text).toMatchObject({
    outcome: "confirmed",
    answers: ["State: Enabled", expect.stringContaining("because no resource-based policy allows")],
  });
  expect(time.outcome).toBe("confirmed");
  expect(creation).toMatchObject({
    outcome: "confirmed",
    answers: [expect.stringContaining("Cannot access stream")],
  });
  expect(place).toMatchObject({
    outcome: "confirmed",
    because: "Nothing that was written meanwhile is missing",
  });
});

test("a role that was created again reads on: the emulator keeps its ARN in the policy", async () => {
  expect(await trying(A3)).toMatchObject({
    outcome: "refuted",
    because: "The new role of the same name could read with the old policy",
  });
});
