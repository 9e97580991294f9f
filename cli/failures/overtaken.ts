import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Environment } from "../../config/schema";
import { sourceOfStream } from "../../failures/consumer-failures";
import { overtakenRecords } from "../../failures/current-items";
import { FailureError } from "../../failures/failure-error";
import type { RedriveParts } from "../../failures/redrive-batch";
import { connectAccounts } from "../support/connect-accounts";

/**
 * Finds overtaken records by reading their items in the sources' accounts.
 * @param roleName role to assume there; undefined: the deploy roles
 */
export function overtakenIn(
  environment: Environment,
  roleName: string | undefined,
): NonNullable<RedriveParts["overtaken"]> {
  const connect = connectAccounts(environment, "failures");
  const sourceOf = sourceOfStream(environment);
  const clients = new Map<string, Promise<DynamoDBClient>>();
  const open = async (tableArn: string): Promise<DynamoDBClient> => {
    const [, , , region = "", accountId = ""] = tableArn.split(":");
    const role = roleName === undefined ? undefined : { roleName };
    return new DynamoDBClient((await connect({ accountId, region }, role)).general);
  };
  return overtakenRecords((tableArn) => {
    if (sourceOf(tableArn) === undefined) {
      const cause = `${tableArn} is the table of no source of this environment, so its items cannot be read`;
      throw new FailureError([
        { cause, remedy: "Leave out --check-current, or choose batches with --source" },
      ]);
    }
    const client = clients.get(tableArn) ?? open(tableArn);
    clients.set(tableArn, client);
    return client;
  });
}
