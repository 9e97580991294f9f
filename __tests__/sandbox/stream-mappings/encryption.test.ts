import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { callJsonApi, KMS } from "../../../packages/stream-mappings/src/aws/json-api";
import { SignedHttp } from "../../../packages/stream-mappings/src/aws/signed-http";
import {
  Account,
  createFunction,
  createMapping,
  createRole,
  createTable,
  emulatorUrl,
  grantStream,
  lastResult,
  putItems,
  READ_ACTIONS,
  REGION,
  setRolePolicy,
  waitFor,
} from "../support/aws";
import { type OwnService, startOwnService } from "../support/own-service";

let service: OwnService;
let http: SignedHttp;
beforeAll(async () => {
  service = await startOwnService();
  http = new SignedHttp(emulatorUrl());
});
afterAll(async () => {
  http.close();
  await service.stop();
});

/** Encrypts the table with a key of the source account whose policy admits `readers` besides its own root. */
async function encrypt(source: Account, readers: readonly string[]): Promise<string> {
  const scope = { account: source.id, region: REGION };
  const principals = [`arn:aws:iam::${source.id}:root`, ...readers];
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principals }, Action: "kms:*", Resource: "*" }],
  });
  const { KeyMetadata } = await callJsonApi<{ KeyMetadata: { Arn: string } }>(http, KMS, "CreateKey", scope, {
    Policy,
  });
  await source.dynamodb.send(
    new UpdateTableCommand({
      TableName: "orders",
      SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: KeyMetadata.Arn },
    }),
  );
  return KeyMetadata.Arn;
}

function rolePolicy(streamArn: string, keyArn?: string): string {
  const statements = [{ Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn }];
  if (keyArn) statements.push({ Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArn });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function prepare(admits: (consumer: Account) => string[]) {
  const source = new Account(service.url);
  const consumer = new Account(service.url);
  const streamArn = await createTable(source);
  const keyArn = await encrypt(source, admits(consumer));
  const roleArn = await createRole(consumer, rolePolicy(streamArn, keyArn));
  await grantStream(source, streamArn, roleArn);
  return { source, consumer, streamArn, keyArn, invocations: await createFunction(consumer, roleArn) };
}

test("a key that admits the consumer lets an encrypted table's stream be read", async () => {
  // Prepare
  const { source, consumer, streamArn, invocations } = await prepare(({ id }) => [`arn:aws:iam::${id}:root`]);

  // Act
  await createMapping(consumer, streamArn);
  await putItems(source, ["a"]);
  await waitFor(() => invocations.batches().length > 0);

  // Assess
  expect(invocations.batches()).toEqual([["a"]]);
});

test("a key that does not admit the consumer keeps it out", async () => {
  // Prepare
  const { consumer, streamArn } = await prepare(() => []);

  // Act
  const refused = createMapping(consumer, streamArn);

  // Assess
  await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/^Cannot access stream /) });
});

test("a role that loses kms:Decrypt is told so", async () => {
  // Prepare
  const { consumer, streamArn, keyArn } = await prepare(({ id }) => [`arn:aws:iam::${id}:root`]);
  const { UUID } = await createMapping(consumer, streamArn);

  // Act
  await setRolePolicy(consumer, rolePolicy(streamArn));
  await waitFor(async () => (await lastResult(consumer, UUID))?.startsWith("PROBLEM") === true);

  // Assess
  expect(await lastResult(consumer, UUID)).toContain(
    `is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows`,
  );
});
