import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Environment } from "../../config/schema";
import { sourceOfStream } from "../../failures/consumer-failures";
import { overtakenRecords } from "../../failures/current-items";
import { FailureError } from "../../failures/failure-error";
import type { RedriveParts } from "../../failures/redrive-batch";
import type { OperatorConnections } from "../support/connect-operators";

/** Finds overtaken records of a consumer by reading their items in the sources' accounts. */
export function overtakenIn(
  environment: Environment,
  connections: OperatorConnections,
  consumer: string,
): NonNullable<RedriveParts["overtaken"]> {
  const sourceOf = sourceOfStream(environment);
  const clients = new Map<string, Promise<DynamoDBClient>>();
  const open = async (source: string): Promise<DynamoDBClient> =>
    new DynamoDBClient((await connections.toSource(source, consumer, ["dynamodb:GetItem"])).general);
  return overtakenRecords((tableArn) => {
    const source = sourceOf(tableArn);
    if (source === undefined) {
      const cause = `${tableArn} is the table of no source of this environment, so its items cannot be read`;
      throw new FailureError([
        { cause, remedy: "Leave out --check-current, or choose batches with --source or --tenant" },
      ]);
    }
    const client = clients.get(source) ?? open(source);
    clients.set(source, client);
    return client;
  });
}
