import { DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import type { ActionContext } from "../action";

/** The account's DynamoDB tables in the function's region. */
export async function run(options: ActionContext): Promise<unknown> {
  const client = new DynamoDBClient(options);
  try {
    const tables: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) tables.push(...TableNames);
    return { tables };
  } finally {
    client.destroy();
  }
}
