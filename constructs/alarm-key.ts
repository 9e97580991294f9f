import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountRootArn } from "./grantee";
import { policyDocument } from "./policy-document";

export interface AlarmKeyProps {
  /** The account of key, topics and alarms: 12 digits. Its IAM policies decide who administers the key. */
  readonly accountId: string;
  /** Region of key, topics and alarms, such as `eu-central-1`. */
  readonly region: string;
  /** Whose alarms they are, in words for the description. */
  readonly owner: string;
  /** Alias of the key without `alias/`. */
  readonly aliasName: string;
}

/**
 * A KMS key, rotated yearly, for SNS topics that CloudWatch alarms publish to. AWS's own key for SNS does not do: its
 * policy does not admit CloudWatch, and nobody can change it (AWS re:Post Knowledge Center, "How do I configure a
 * CloudWatch alarm with an encrypted SNS topic?").
 * @example
 * const key = new AlarmKey(this, "key", {
 *   accountId: "222222222222",
 *   region: "eu-central-1",
 *   owner: "orders",
 *   aliasName: "sns/orders-alarms",
 * });
 */
export class AlarmKey extends Construct {
  /** ARN of the key. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { accountId, region, owner, aliasName }: AlarmKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "this", {
      description: `Encrypts what the alarms of ${owner} report`,
      enableKeyRotation: true,
      policy: policyDocument([
        {
          // Without this statement the key could never be changed again. In a key policy `*` means this key.
          Sid: "AccountAdministers",
          Effect: "Allow",
          Principal: { AWS: accountRootArn(accountId, region) },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "AlarmsEncrypt",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ]),
    });
    new KmsAlias(this, "alias", { name: `alias/${aliasName}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
