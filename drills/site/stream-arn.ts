import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { NAMES } from "./content";
import type { Site } from "./site";

/** ARN of the stream that the site's table has now. */
export function streamArnOf(site: Site): Promise<string> {
  return site.acting("source", async ({ dynamodb }) => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: NAMES.table }));
    return Table?.LatestStreamArn ?? "";
  });
}
