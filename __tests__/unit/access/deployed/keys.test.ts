import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type GrantListEntry,
  KMSClient,
  ListGrantsCommand,
} from "@aws-sdk/client-kms";
import { mockClient } from "aws-sdk-client-mock";
import type { AccountReader } from "../../../../access/deployed/account-reader";
import type { DeployedStack } from "../../../../access/deployed/inventory/deployed-stack";
import { keyFindings } from "../../../../access/deployed/inventory/keys";
import { Notes } from "../../../../access/deployed/inventory/notes";

const kms = mockClient(KMSClient);
const ARN = "arn:aws:kms:eu-central-1:111111111111:key/1";
const STATEMENT = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "kms:*",
  Resource: "*",
} as const;

/** A stack with one key, whose policy and rotation are as the file implies. */
function stackWithKey(): DeployedStack {
  kms.reset();
  const Policy = JSON.stringify({ Version: "2012-10-17", Id: "key", Statement: [STATEMENT] });
  kms.on(GetKeyPolicyCommand).resolves({ Policy });
  kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: true });
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: ARN, KeyState: "Enabled" } });
  const elements = { "aws_kms_key.key": { enable_key_rotation: true, policy: [STATEMENT] } };
  return {
    inventory: { name: "source", elements, outputs: {}, provider: {}, state: {} },
    accountId: "111111111111",
    region: "eu-central-1",
    partition: "aws",
    reader: { kms: new KMSClient({ region: "eu-central-1" }) } as AccountReader,
    notes: new Notes(),
    resolve: () => ARN,
  };
}

function grantTo(GranteePrincipal: string): GrantListEntry {
  return { GranteePrincipal, Operations: ["Decrypt"] };
}

test("DynamoDB's own grant is implied", async () => {
  // Prepare
  const stack = stackWithKey();
  kms.on(ListGrantsCommand).resolves({ Grants: [grantTo("dynamodb.eu-central-1.amazonaws.com")] });

  // Act
  const findings = await keyFindings(stack);

  // Assess
  expect({ findings, notes: stack.notes.lines }).toEqual({ findings: [], notes: [] });
});

test.each(["arn:aws:iam::111111111111:role/other", "dynamodb.us-east-1.amazonaws.com", "111111111111"])(
  "a grant to %s is found, on the last page as well",
  async (principal) => {
    // Prepare
    const stack = stackWithKey();
    kms
      .on(ListGrantsCommand)
      .resolvesOnce({
        Grants: [grantTo("dynamodb.eu-central-1.amazonaws.com")],
        Truncated: true,
        NextMarker: "next",
      })
      .resolvesOnce({ Grants: [grantTo(principal)] });

    // Act
    const findings = await keyFindings(stack);

    // Assess
    expect(findings.map(({ place, found }) => `${place}: ${found}`)).toEqual([
      `source aws_kms_key.key grant: {"GranteePrincipal":"${principal}","Operations":["Decrypt"]}`,
    ]);
  },
);

test("grants that cannot be read are noted, and the policy is judged all the same", async () => {
  // Prepare
  const stack = stackWithKey();
  const denied = Object.assign(new Error("not allowed"), { name: "AccessDeniedException" });
  kms.on(ListGrantsCommand).rejects(denied);
  kms.on(GetKeyRotationStatusCommand).resolves({ KeyRotationEnabled: false });

  // Act
  const findings = await keyFindings(stack);

  // Assess
  expect(findings.map(({ place, found }) => `${place}: ${found}`)).toEqual([
    "source aws_kms_key.key enable_key_rotation: false",
  ]);
  expect(stack.notes.lines).toEqual([`grants of ${ARN} cannot be read: AccessDeniedException: not allowed`]);
});

test.each(["Disabled", "PendingDeletion"] as const)("a key that is %s is found", async (KeyState) => {
  // Prepare
  const stack = stackWithKey();
  kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: ARN, KeyState } });

  // Act
  const findings = await keyFindings(stack);

  // Assess
  expect(findings.map(({ place, expected, found }) => `${place}: ${expected} -> ${found}`)).toEqual([
    `source aws_kms_key.key state: Enabled -> ${KeyState}`,
  ]);
});
