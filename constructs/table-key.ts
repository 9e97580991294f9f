import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountRootArn, allowEach, type Grantee } from "./grantee";
import { type PolicyStatement, policyDocument } from "./policy-document";
import { DECRYPT_ACTIONS } from "./reader-actions";

export interface TableKeyProps {
  /** The account that owns the key and the table: 12 digits. Its IAM policies decide who administers the key. */
  readonly accountId: string;
  /** Region of the key and the table, such as `eu-central-1`. */
  readonly region: string;
  /** Name of the table that the key encrypts; the key's alias is made of it. */
  readonly tableName: string;
  /**
   * The roles of other accounts that read the table's stream, and therefore decrypt it.
   * @default none
   */
  readonly readers?: readonly Grantee[];
}

/**
 * A KMS key, rotated yearly, that encrypts a table and its stream. A stream that is encrypted with a customer-managed
 * key can be read from another account only if both the key's policy and the reader's own policy allow `kms:Decrypt`
 * (DynamoDB Developer Guide, "Encryption at rest: usage notes").
 * @example
 * const key = new TableKey(this, "key", {
 *   accountId: "111111111111",
 *   region: "eu-central-1",
 *   tableName: "Orders",
 *   readers: [{ name: "orders", accountId: "222222222222", roleName: "OrdersHandler", region: "eu-central-1" }],
 * });
 */
export class TableKey extends Construct {
  /** ARN of the key. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TableKeyProps) {
    super(scope, id);
    const { readers = [], tableName } = props;
    const decrypts = allowEach(readers, "Decrypts", (principal) => ({
      ...principal,
      Action: DECRYPT_ACTIONS,
      Resource: "*",
    }));
    const key = new KmsKey(this, "this", {
      description: `Encrypts the DynamoDB table ${tableName} and its stream`,
      enableKeyRotation: true,
      policy: policyDocument([administration(props), ...decrypts]),
      // Destroyed only after the table got another key; the table could not be read in between.
      lifecycle: { createBeforeDestroy: true },
    });
    new KmsAlias(this, "alias", { name: aliasName(tableName), targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/** Without this statement the key could never be changed again. In a key policy `*` means this key. */
function administration({ accountId, region }: TableKeyProps): PolicyStatement {
  return {
    Sid: "AccountAdministers",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(accountId, region) },
    Action: "kms:*",
    Resource: "*",
  };
}

/** An alias must not contain dots, and a table name cannot contain slashes, so two tables never share an alias. */
function aliasName(tableName: string): string {
  return `alias/dynamodb/${tableName.replaceAll(".", "/")}`;
}
