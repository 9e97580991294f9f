import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type PointInTimeRecoveryDescription,
  ResourceNotFoundException,
  type TableDescription,
  type TimeToLiveDescription,
} from "@aws-sdk/client-dynamodb";
import { AdoptError } from "./adopt-error";

/** A table as it is deployed. */
export interface FoundTable {
  readonly table: TableDescription;
  readonly timeToLive: TimeToLiveDescription;
  readonly recovery: PointInTimeRecoveryDescription;
}

/**
 * Reads a table, and changes nothing.
 * @throws AdoptError if there is no table of the name, or it may not be read
 */
export async function readTable(client: DynamoDBClient, TableName: string): Promise<FoundTable> {
  try {
    const [described, expiry, backups] = await Promise.all([
      client.send(new DescribeTableCommand({ TableName })),
      client.send(new DescribeTimeToLiveCommand({ TableName })),
      client.send(new DescribeContinuousBackupsCommand({ TableName })),
    ]);
    return {
      table: described.Table ?? {},
      timeToLive: expiry.TimeToLiveDescription ?? {},
      recovery: backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {},
    };
  } catch (error) {
    // No role helps whoever is not signed in.
    if (error instanceof Error && error.name === "CredentialsProviderError") throw error;
    throw new AdoptError([{ place: `table ${TableName}`, ...reasonOf(error) }]);
  }
}

function reasonOf(error: unknown): { readonly cause: string; readonly remedy: string } {
  if (error instanceof ResourceNotFoundException) {
    return {
      cause: "there is no such table in this account and region",
      remedy: "Check --account, --region and the table's name",
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    cause: `it cannot be read: ${reason}`,
    remedy:
      "Use a role that may call dynamodb:DescribeTable, DescribeTimeToLive and DescribeContinuousBackups on it",
  };
}
