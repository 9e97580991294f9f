import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { functionLogs } from "../../../sandbox/function-logs";
import { requireRunning } from "../../../sandbox/require-running";
import { stateFolder } from "../../../sandbox/state-folder";
import { TerraformProject } from "../../../sandbox/terraform-project";

/** What environments/sandbox.yaml describes. */
export const SOURCE_ACCOUNT = "111111111111";
export const CONSUMER_ACCOUNT = "222222222222";
export const TABLE = "CrossAccountTest";
export const FUNCTION = "CrossAccountDynamoDBHandler";
export const ROLE = "CrossAccountDynamoDBHandlerRole";

/** The project with the environment `sandbox`, synthesized into a folder of the test's own. */
export function sandboxProject(folder: string): TerraformProject {
  return new TerraformProject({
    state: requireRunning(),
    environment: "sandbox",
    outputFolder: join(stateFolder(), folder, "cdktf.out"),
  });
}

/** Puts an item with the given id into the source's table. */
export async function put(id: string): Promise<void> {
  const { dynamodb, destroy } = accountClients(requireRunning(), SOURCE_ACCOUNT);
  await dynamodb.send(new PutItemCommand({ TableName: TABLE, Item: { id: { S: id } } }));
  destroy();
}

/** IDs of the items whose records the consumer's function has logged so far, in order. */
export async function loggedIds(functionName = FUNCTION, accountId = CONSUMER_ACCOUNT): Promise<string[]> {
  const ids: string[] = [];
  const options = { accountId, functionName };
  for await (const line of functionLogs(requireRunning(), options)) {
    const id = /"Keys":\{"id":\{"S":"([^"]+)"\}\}/.exec(line)?.[1];
    if (id) ids.push(id);
  }
  return ids;
}

/** What the consumer's only mapping says of its last batch. */
export async function lastProcessingResult(): Promise<string | undefined> {
  const { lambda, destroy } = accountClients(requireRunning(), CONSUMER_ACCOUNT);
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: FUNCTION }),
  );
  destroy();
  return EventSourceMappings[0]?.LastProcessingResult;
}
