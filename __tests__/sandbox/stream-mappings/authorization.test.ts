import { PutResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import {
  allow,
  createMapping,
  grantStream,
  lastResult,
  putItems,
  READ_ACTIONS,
  setRolePolicy,
  waitFor,
} from "../support/aws";
import { mappingFixture } from "../support/mapping-fixture";

const mappings = mappingFixture();

const nothing = () => undefined;
const reads = (streamArn: string) => allow(READ_ACTIONS, streamArn);
const refusal = {
  name: "InvalidParameterValueException",
  message: expect.stringMatching(/^Cannot access stream /),
};

test("a managed policy counts", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn, invocations } = await mappings.twoAccounts({
    policy: nothing,
  });
  await grantStream(source, streamArn, roleArn);
  const { Policy } = await consumer.iam.send(
    new CreatePolicyCommand({ PolicyName: "reads", PolicyDocument: reads(streamArn) }),
  );
  await consumer.iam.send(new AttachRolePolicyCommand({ RoleName: "reader", PolicyArn: Policy?.Arn }));

  // Act
  await createMapping(consumer, streamArn);
  await putItems(source, ["a"]);
  await waitFor(() => invocations.events().length > 0);

  // Assess
  expect(invocations.batches()).toEqual([["a"]]);
});

test("the role's own policy must allow, too", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn } = await mappings.twoAccounts({ policy: nothing });
  await grantStream(source, streamArn, roleArn);

  // Act
  const refused = createMapping(consumer, streamArn);

  // Assess
  await expect(refused).rejects.toMatchObject(refusal);
});

test("a permissions boundary that leaves reading out denies it", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn } = await mappings.twoAccounts();
  await grantStream(source, streamArn, roleArn);
  const { Policy } = await consumer.iam.send(
    new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument: allow(["logs:*"], "*") }),
  );
  await consumer.iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName: "reader", PermissionsBoundary: Policy?.Arn }),
  );

  // Act
  const refused = createMapping(consumer, streamArn);

  // Assess
  await expect(refused).rejects.toMatchObject(refusal);
});

test("a grant to another role of the same account is none", async () => {
  // Prepare
  const { source, consumer, streamArn } = await mappings.twoAccounts();
  await grantStream(source, streamArn, `arn:aws:iam::${consumer.id}:role/another`);

  // Act
  const refused = createMapping(consumer, streamArn);

  // Assess
  await expect(refused).rejects.toMatchObject(refusal);
});

test("an explicit deny in the stream's policy wins and is named", async () => {
  // Prepare
  const { source, consumer, streamArn, roleArn } = await mappings.twoAccounts();
  await grantStream(source, streamArn, roleArn);
  const { UUID } = await createMapping(consumer, streamArn);
  const principal = { Principal: { AWS: `arn:aws:iam::${consumer.id}:root` } };
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: READ_ACTIONS, Resource: streamArn, ...principal },
      { Effect: "Deny", Action: "dynamodb:GetRecords", Resource: streamArn, ...principal },
    ],
  });

  // Act
  await source.dynamodb.send(new PutResourcePolicyCommand({ ResourceArn: streamArn, Policy }));
  await waitFor(async () => (await lastResult(consumer, UUID))?.startsWith("PROBLEM") === true);

  // Assess
  expect(await lastResult(consumer, UUID)).toMatch(
    /dynamodb:GetRecords on resource: \S+ with an explicit deny in a resource-based policy$/,
  );
});

test("in one account the role's policy is enough; taken away, delivery stops until it is back", async () => {
  // Prepare
  const { account, streamArn, invocations } = await mappings.oneAccount();
  const { UUID } = await createMapping(account, streamArn);

  // Act
  await setRolePolicy(account, allow(["logs:*"], "*"));
  await waitFor(async () => (await lastResult(account, UUID))?.startsWith("PROBLEM") === true);
  const denied = await lastResult(account, UUID);
  await putItems(account, ["later"]);
  await setRolePolicy(account, reads(streamArn));
  await waitFor(() => invocations.events().length > 0);

  // Assess
  expect(denied).toMatch(/because no identity-based policy allows the dynamodb:DescribeStream action$/);
  expect(invocations.batches()).toEqual([["later"]]);
});
