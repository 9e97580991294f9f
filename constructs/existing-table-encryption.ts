import type { Postcondition } from "cdktf";

/** The encryption that a table is said to have. */
export interface StatedEncryption {
  /** Where it is stated, for messages. */
  readonly place: string;
  readonly tableName: string;
  /** ARN of the customer-managed key; undefined if AWS owns the key. */
  readonly keyArn: string | undefined;
}

const AWS_MANAGED = "the AWS-managed key (alias/aws/dynamodb), which no other account can use";
const ENCRYPTED = "self.server_side_encryption";

/** The table is encrypted with the key that is stated. A table with a key that AWS owns says nothing of it. */
export function encryptionCondition({ place, tableName, keyArn }: StatedEncryption): Postcondition {
  const used = `\${join("", ${ENCRYPTED}[*].kms_key_arn)}`;
  if (keyArn === undefined) {
    return {
      condition: `\${alltrue([for one in ${ENCRYPTED} : !one.enabled])}`,
      errorMessage:
        `${place}.encryption: ${tableName} is encrypted with the key ${used}, not with one that AWS owns. ` +
        "If it is a customer-managed key, write `encryption: { type: customer-managed, keyArn: ARN }` with this ARN, " +
        `and let the key's owner admit the readers (docs/existing-tables.md). If it is ${AWS_MANAGED}, ` +
        "ask the table's owner to give the table another key.",
    };
  }
  return {
    condition: `\${anytrue([for one in ${ENCRYPTED} : one.enabled && one.kms_key_arn == "${keyArn}"])}`,
    errorMessage:
      `${place}.encryption: ${tableName} is not encrypted with ${keyArn}, but with ` +
      `\${try(coalesce(join("", ${ENCRYPTED}[*].kms_key_arn)), "a key that AWS owns")}. ` +
      "Write the key that the table has, or leave `encryption` out if AWS owns it.",
  };
}

/** The key that is stated is one that other accounts can be let in to. */
export function foreignKeyCondition({ place, tableName, keyArn }: StatedEncryption): Postcondition {
  return {
    condition: `\${self.key_manager == "CUSTOMER"}`,
    errorMessage:
      `${place}.encryption.keyArn: ${keyArn} is ${AWS_MANAGED}. Ask the owner of ${tableName} to give the table a key ` +
      "that AWS owns or a customer-managed one, and write that here.",
  };
}
