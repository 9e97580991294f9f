import { UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { rootCredentials } from "../../../sandbox/credentials";
import {
  type Account,
  createMapping,
  emulatorUrl,
  grantStream,
  lastResult,
  putItems,
  READ_ACTIONS,
  REGION,
  setRolePolicy,
  waitFor,
} from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

/** Encrypts the table with a key of the source account whose policy admits `readers` besides its own root. */
async function encrypt(source: Account, readers: readonly string[]): Promise<string> {
  const principals = [`arn:aws:iam::${source.id}:root`, ...readers];
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: principals }, Action: "kms:*", Resource: "*" }],
  });
  const kms = new KMSClient({
    endpoint: emulatorUrl(),
    region: REGION,
    credentials: rootCredentials(source.id),
  });
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
  kms.destroy();
  await source.dynamodb.send(
    new UpdateTableCommand({
      TableName: "orders",
      SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: KeyMetadata?.Arn },
    }),
  );
  return KeyMetadata?.Arn ?? "";
}

function rolePolicy(streamArn: string, keyArn?: string): string {
  const statements = [{ Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn }];
  if (keyArn) statements.push({ Effect: "Allow", Action: ["kms:Decrypt"], Resource: keyArn });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

async function prepare(admits: (consumer: Account) => string[]) {
  const prepared = await mappings.twoAccounts({ policy: () => undefined });
  const { source, consumer, streamArn, roleArn } = prepared;
  const keyArn = await encrypt(source, admits(consumer));
  await setRolePolicy(consumer, rolePolicy(streamArn, keyArn));
  await grantStream(source, streamArn, roleArn);
  return { ...prepared, keyArn };
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

test("a role that loses kms:Decrypt is denied by name", async () => {
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
