import { resourcesOf } from "../../../synthesized/resources";
import { isEncryptedWith, keyOfTable } from "../../../synthesized/table-key";
import { stackWith } from "../support/stack-with";
import { expression } from "../support/synthesize";

const ARN = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
const OWN = expression("aws_kms_key.key.arn");

function tableWith(server_side_encryption: unknown) {
  const [table] = resourcesOf([stackWith({ aws_dynamodb_table: { table: { server_side_encryption } } })]);
  if (!table) throw new Error("the stack has no table");
  return table;
}

test.each([
  ["a key of the stack", { enabled: true, kms_key_arn: OWN }, OWN],
  ["a key that is given", { enabled: true, kms_key_arn: ARN }, ARN],
  ["a key in a list of one block", [{ enabled: true, kms_key_arn: ARN }], ARN],
  ["AWS's own key", { enabled: false }, undefined],
  ["AWS's own key, as a state has it", [{ enabled: false, kms_key_arn: ARN }], undefined],
  ["no setting", undefined, undefined],
])("the key of a table: %s", (_what, encryption, expected) => {
  // Prepare
  const table = tableWith(encryption);

  // Act
  const key = keyOfTable(table);

  // Assess
  expect(key).toBe(expected);
});

test.each([
  ["aws_kms_key.key", true],
  ["aws_kms_key.other", false],
])("a table is encrypted with the key that it refers to: %s, %s", (address, expected) => {
  // Prepare
  const table = tableWith({ enabled: true, kms_key_arn: OWN });

  // Act
  const isEncrypted = isEncryptedWith(table, address);

  // Assess
  expect(isEncrypted).toBe(expected);
});
