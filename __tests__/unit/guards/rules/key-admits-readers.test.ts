import { findingLine } from "../../../../guards/finding";
import type { GuardSettings } from "../../../../guards/guard-settings";
import { findingsIn } from "../../../../guards/rules";
import type { Stack } from "../../../../synthesized/stack";
import { sampleConsumer, sampleSource } from "../../config/sample";
import { stackWith } from "../../support/stack-with";
import { expression } from "../../support/synthesize";
import { temporaryFolder } from "../../support/temporary-folder";
import { describeRule } from "../support/describe-rule";
import { findingsAfter } from "../support/findings-after";
import { KEY_PLACE, KEY_POLICY, READER } from "../support/places";

const folder = temporaryFolder();
const CUSTOMER_MANAGED = { "sources.changes.encryption": { type: "customer-managed" } };

describeRule("key-admits-readers", [
  {
    what: "a key that shuts the reader out",
    edits: CUSTOMER_MANAGED,
    breaking: [{ ...KEY_POLICY, replace: ["kms:Decrypt", "kms:DescribeKey"] }],
    lines: [
      expect.stringContaining("[wildcard] statement HandlerDecrypts has Resource *"),
      `${KEY_PLACE}: [key-admits-readers] the key's policy does not let ${READER} decrypt, which may read the stream of table. Allow the role kms:Decrypt in the key's policy, or remove its grant on the stream.`,
    ],
  },
]);

test("several readers of one stream, path and all, pass", () => {
  // Prepare
  const edits = {
    ...CUSTOMER_MANAGED,
    "sources.changes.readers": [{ consumer: "handler" }, { consumer: "audit", grant: "role-arn" }],
    "consumers.handler.rolePath": "/team/",
    "consumers.audit": sampleConsumer("audit"),
  };

  // Act
  const findings = findingsAfter(folder, edits);

  // Assess
  expect(findings).toEqual([]);
});

/** Two sources whose keys have the same address in their stacks; only `handler` reads `changes`. */
const TWO_KEYS = {
  ...CUSTOMER_MANAGED,
  "sources.orders": sampleSource({
    tableName: "Orders",
    encryption: { type: "customer-managed" },
    readers: [{ consumer: "audit" }],
  }),
  "consumers.audit": sampleConsumer("audit", { mappings: [{ source: "orders" }] }),
};

test("each table is judged by its own key: complies", () => {
  // Prepare
  const edits = TWO_KEYS;

  // Act
  const findings = findingsAfter(folder, edits);

  // Assess
  expect(findings).toEqual([]);
});

test("each table is judged by its own key: is found", () => {
  // Prepare
  const orders = { ...KEY_POLICY, stack: "source-orders" };

  // Act
  const findings = findingsAfter(folder, TWO_KEYS, [
    { ...orders, replace: ["kms:Decrypt", "kms:DescribeKey"] },
  ]);

  // Assess
  expect(findings).toEqual([
    expect.stringContaining("[wildcard] statement AuditDecrypts has Resource *"),
    "source-orders aws_kms_key.table_key: [key-admits-readers] the key's policy does not let arn:aws:iam::222222222222:role/audit-role decrypt, which may read the stream of table. Allow the role kms:Decrypt in the key's policy, or remove its grant on the stream.",
  ]);
});

/** A table of another app with a reader, and a key with this statement. */
function encrypted(statement: object): Stack {
  const stream = expression("aws_dynamodb_table.table.stream_arn");
  const read = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
  const grant = { Sid: "Reads", Effect: "Allow", Principal: { AWS: READER }, Action: read, Resource: stream };
  return stackWith({
    aws_dynamodb_table: {
      table: {
        name: "Orders",
        server_side_encryption: { enabled: true, kms_key_arn: expression("aws_kms_key.key.arn") },
      },
    },
    aws_kms_key: {
      key: { policy: JSON.stringify({ Statement: { Sid: "Own", Effect: "Allow", ...statement } }) },
    },
    aws_dynamodb_resource_policy: {
      policy: { resource_arn: stream, policy: JSON.stringify({ Statement: [grant] }) },
    },
  });
}

const SETTINGS = { sandbox: true, accountIds: ["222222222222"], existingRoles: [READER] };

/** What this rule finds; how keys may let somebody in is for others. */
function foundIn(stack: Stack, settings: GuardSettings): string[] {
  return findingsIn([stack], settings)
    .filter(({ rule }) => rule === "key-admits-readers")
    .map(findingLine);
}

test.each([
  ["the role by name", { Principal: { AWS: READER }, Action: "kms:Decrypt", Resource: "*" }],
  ["all actions", { Principal: { AWS: READER }, Action: "kms:*", Resource: "*" }],
  ["actions by a prefix", { Principal: { AWS: READER }, Action: ["kms:De*"], Resource: "*" }],
  ["the role's whole account", { Principal: { AWS: "222222222222" }, Action: "kms:Decrypt", Resource: "*" }],
  [
    "the account's root",
    { Principal: { AWS: "arn:aws:iam::222222222222:root" }, Action: "kms:Decrypt", Resource: "*" },
  ],
])("a key of another app lets a reader in by %s", (_by, statement) => {
  // Prepare
  const stack = encrypted(statement);

  // Act
  const findings = foundIn(stack, SETTINGS);

  // Assess
  expect(findings).toEqual([]);
});

test.each([
  ["another account", { Principal: { AWS: "111111111111" }, Action: "kms:Decrypt", Resource: "*" }],
  ["another action", { Principal: { AWS: READER }, Action: "kms:Encrypt", Resource: "*" }],
  [
    "another role of the account",
    {
      Principal: { AWS: "222222222222" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/other" } },
    },
  ],
])("a key of another app that names %s shuts the reader out", (_what, statement) => {
  // Prepare
  const stack = encrypted(statement);

  // Act
  const findings = foundIn(stack, {
    ...SETTINGS,
    existingRoles: [READER, "arn:aws:iam::222222222222:role/other"],
  });

  // Assess
  expect(findings).toEqual([
    `own aws_kms_key.key: [key-admits-readers] the key's policy does not let ${READER} decrypt, which may read the stream of table. Allow the role kms:Decrypt in the key's policy, or remove its grant on the stream.`,
  ]);
});
