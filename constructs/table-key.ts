import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountRootArn, granteeOf, inOrder, type StreamReader, statementIds } from "./grantee";
import { type PolicyStatement, policyDocument } from "./policy-document";

export interface TableKeyProps {
  /** The source account: 12 digits. Its IAM policies decide who administers the key. */
  readonly accountId: string;
  readonly region: string;
  readonly tableName: string;
  /** Who reads the stream, and therefore decrypts. */
  readonly readers: readonly StreamReader[];
}

/**
 * The key that encrypts a table and its stream. A stream encrypted with a customer-managed key can be read
 * from another account only if the key's policy and the reader's own policy both allow to decrypt
 * (DynamoDB Developer Guide, "Encryption at rest: usage notes").
 */
export class TableKey extends Construct {
  /** ARN of the key. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TableKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "this", {
      description: `Encrypts the DynamoDB table ${props.tableName} and its stream`,
      enableKeyRotation: true,
      policy: policyDocument([administration(props), ...decryption(props)]),
    });
    new KmsAlias(this, "alias", { name: aliasName(props.tableName), targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/** Without this statement nobody could ever change the key again. In a key policy `*` means this key. */
function administration({ accountId, region }: TableKeyProps): PolicyStatement {
  return {
    Sid: "AccountAdministers",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(accountId, region) },
    Action: "kms:*",
    Resource: "*",
  };
}

function decryption({ readers }: TableKeyProps): PolicyStatement[] {
  const ordered = inOrder(readers);
  const ids = statementIds(
    ordered.map(({ consumer }) => consumer),
    "Decrypts",
  );
  return ordered.map((reader, index) => ({
    Sid: ids[index] ?? "",
    Effect: "Allow",
    ...granteeOf(reader),
    Action: "kms:Decrypt",
    Resource: "*",
  }));
}

/** Aliases know no dots and table names know no slashes, so no two tables share an alias. */
function aliasName(tableName: string): string {
  return `alias/dynamodb/${tableName.replaceAll(".", "/")}`;
}
