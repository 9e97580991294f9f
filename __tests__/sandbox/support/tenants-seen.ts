import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { functionLogs } from "../../../sandbox/function-logs";
import { requireRunning } from "../../../sandbox/require-running";
import type { WrittenCounts } from "./counted-writer";

/** What the stream handler `billing` was given, by the account of the table; what comes twice counts once. */
export async function handledBy(consumer: string): Promise<Record<string, WrittenCounts>> {
  const counts: Record<string, Record<keyof WrittenCounts, number>> = {};
  const seen = new Set<string>();
  for await (const line of functionLogs(requireRunning(), { accountId: consumer, functionName: "billing" })) {
    if (!line.includes('"Item changed"')) continue;
    const { eventId, eventName, sourceAccount } = JSON.parse(line.slice(line.indexOf("{")));
    if (seen.has(`${sourceAccount} ${eventId}`)) continue;
    seen.add(`${sourceAccount} ${eventId}`);
    counts[sourceAccount] ??= { inserts: 0, modifies: 0, removes: 0 };
    counts[sourceAccount][KINDS[eventName as keyof typeof KINDS]] += 1;
  }
  return counts;
}

const KINDS = { INSERT: "inserts", MODIFY: "modifies", REMOVE: "removes" } as const;

/** UUIDs of the mappings of a consumer's account, by function and account of the stream: `billing 123456789012`. */
export async function mappingsIn(consumer: string): Promise<Map<string, string>> {
  const { lambda, destroy } = accountClients(requireRunning(), consumer);
  const found = new Map<string, string>();
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {})) {
    for (const { UUID = "", FunctionArn, EventSourceArn = "" } of EventSourceMappings) {
      found.set(`${FunctionArn?.split(":")[6]} ${EventSourceArn.split(":")[4]}`, UUID);
    }
  }
  destroy();
  return found;
}

/** Names of the tables of an account. */
export async function tablesIn(account: string): Promise<readonly string[]> {
  const { dynamodb, destroy } = accountClients(requireRunning(), account);
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  destroy();
  return TableNames;
}
