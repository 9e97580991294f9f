import { AwsError, callJsonApi, DYNAMODB, KMS } from "../aws/json-api";
import type { SignedHttp } from "../aws/signed-http";
import type { StreamArn } from "../model/arns";

/** The key that a table is encrypted with, when it is one that KMS asks policies about. */
export interface TableKey {
  readonly arn: string;
  /** AWS's own key for DynamoDB in that account: other accounts cannot use it. */
  readonly managedByAws: boolean;
  /** As DescribeKey has it: only an `Enabled` key decrypts. */
  readonly state: string;
  readonly policy: unknown;
}

/**
 * The KMS key of a stream's table, with its policy.
 * @returns undefined for a key that AWS owns, which needs no permission, and for a table that is gone
 * @throws AwsError when the key cannot be looked at
 */
export async function tableKey(http: SignedHttp, stream: StreamArn): Promise<TableKey | undefined> {
  const arn = await keyOfTable(http, stream);
  if (!arn) return undefined;
  const [, , , region = stream.region, account = stream.account] = arn.split(":");
  const scope = { account, region };
  const { KeyMetadata } = await callJsonApi<{
    KeyMetadata?: { KeyManager?: string; KeyState?: string };
  }>(http, KMS, "DescribeKey", scope, { KeyId: arn });
  const { Policy } = await callJsonApi<{ Policy?: string }>(http, KMS, "GetKeyPolicy", scope, {
    KeyId: arn,
    PolicyName: "default",
  });
  return {
    arn,
    managedByAws: KeyMetadata?.KeyManager === "AWS",
    state: KeyMetadata?.KeyState ?? "Enabled",
    policy: Policy ? JSON.parse(Policy) : undefined,
  };
}

async function keyOfTable(
  http: SignedHttp,
  { table, account, region }: StreamArn,
): Promise<string | undefined> {
  try {
    const { Table } = await callJsonApi<DescribeTableAnswer>(
      http,
      DYNAMODB,
      "DescribeTable",
      { account, region },
      { TableName: table },
    );
    const encryption = Table?.SSEDescription;
    const isOn = encryption?.SSEType === "KMS" && encryption.Status !== "DISABLED";
    return isOn ? encryption.KMSMasterKeyArn : undefined;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

interface DescribeTableAnswer {
  readonly Table?: {
    readonly SSEDescription?: {
      readonly Status?: string;
      readonly SSEType?: string;
      readonly KMSMasterKeyArn?: string;
    };
  };
}
