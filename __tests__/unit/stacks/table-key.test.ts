import { expression, policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const CUSTOMER_MANAGED = { "sources.changes.encryption": { type: "customer-managed" } };
const GIVEN_KEY = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

test("the key's account administers it, and readers decrypt", () => {
  // Prepare
  const synthesized = synthesize(CUSTOMER_MANAGED, folder);

  // Act
  const key = resource(synthesized, "source", "aws_kms_key", "table_key");

  // Assess
  expect(key.enable_key_rotation).toBe(true);
  expect(policyOf(key)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AccountAdministers",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "HandlerDecrypts",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/handler-role" } },
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
      },
    ],
  });
});

test("the key has an alias with the table's name, dots as slashes", () => {
  // Prepare
  const synthesized = synthesize({ ...CUSTOMER_MANAGED, "sources.changes.tableName": "shop.Orders" }, folder);

  // Act
  const alias = resource(synthesized, "source", "aws_kms_alias", "table_key_alias");

  // Assess
  expect(settingsOf(alias)).toEqual({
    name: "alias/dynamodb/shop/Orders",
    provider: "aws.account",
    target_key_id: expression("aws_kms_key.table_key.key_id"),
  });
});

test("without a customer-managed key, the table is told to use the one that AWS owns", () => {
  // Prepare
  const synthesized = synthesize({}, folder);

  // Act
  const table = resource(synthesized, "source", "aws_dynamodb_table", "table");

  // Assess
  expect(table.server_side_encryption).toEqual({ enabled: false });
});

test("the consumer's role may decrypt with the key, and with nothing where AWS owns the key", () => {
  // Prepare
  const keyArn = expression("data.terraform_remote_state.source_changes.outputs.key_arn");
  const policyFor = (edits: Record<string, unknown>) =>
    policyOf(resource(synthesize(edits, folder), "consumer", "aws_iam_role_policy", "role_policy"));

  // Act
  const [withKey, without] = [policyFor(CUSTOMER_MANAGED), policyFor({})];

  // Assess
  expect(withKey).toMatchObject({
    Statement: expect.arrayContaining([
      {
        Sid: "DecryptStreams",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: [keyArn],
      },
    ]),
  });
  expect(JSON.stringify(without)).not.toContain("kms:");
});

test("a key that is given is used, and not made", () => {
  // Prepare
  const edits = { "sources.changes.encryption": { type: "customer-managed", keyArn: GIVEN_KEY } };

  // Act
  const synthesized = synthesize(edits, folder);

  // Assess
  expect(synthesized.stacks.source?.resource).not.toHaveProperty("aws_kms_key");
  expect(synthesized.stacks.source?.output.key_arn?.value).toBe(GIVEN_KEY);
  expect(resource(synthesized, "source", "aws_dynamodb_table", "table").server_side_encryption).toEqual({
    enabled: true,
    kms_key_arn: GIVEN_KEY,
  });
});
