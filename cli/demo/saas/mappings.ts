import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { accountClients } from "../../../sandbox/account-clients";
import { requireRunning } from "../../../sandbox/require-running";
import { type Deployed, textOf } from "../many/deployment";
import type { MeteredTenant } from "./metered-tenant";

/** UUIDs of a consumer's mappings, by function and account of the stream: `billing 123456789012`. */
export type MappingIds = ReadonlyMap<string, string>;

/** The mappings of a consumer's account as Lambda lists them. */
export async function mappingsOf(accountId: string): Promise<MappingIds> {
  const { lambda, destroy } = accountClients(requireRunning(), accountId);
  const found = new Map<string, string>();
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: lambda }, {})) {
    for (const { UUID = "", FunctionArn, EventSourceArn = "" } of EventSourceMappings) {
      found.set(`${FunctionArn?.split(":")[6]} ${EventSourceArn.split(":")[4]}`, UUID);
    }
  }
  destroy();
  return found;
}

/** How many mappings of these tenants there are, and which of them are not the same any more. */
export function keptMappings(
  tenants: readonly MeteredTenant[],
  before: MappingIds,
  after: MappingIds,
): { kept: number; lost: string[] } {
  const accounts = new Set(tenants.map(({ accountId }) => accountId));
  const own = [...before].filter(([key]) => accounts.has(key.split(" ")[1] ?? ""));
  const lost = own.filter(([key, uuid]) => after.get(key) !== uuid).map(([key]) => key);
  return { kept: own.length - lost.length, lost };
}

/**
 * Changes that an exchange of two tenants should not have made: all but the stack and the mappings of the one that comes,
 * the mappings of the one that goes, and the policies of the roles, which name the streams.
 */
export function unexpectedChanges({ changes }: Deployed, leaving: string, joining: string): string[] {
  const isOf = (text: string, tenant: string) => text.endsWith(`_${tenant.replaceAll("-", "_")}`);
  const isExpected = ({ stack, address, what }: Deployed["changes"][number]) => {
    if (stack.endsWith(`-${joining}`)) return what === "Creation";
    const [type, name = ""] = address.split(".");
    if (type === "aws_iam_role_policy") return what === "Modifications";
    if (type !== "aws_lambda_event_source_mapping") return false;
    return what === "Creation" ? isOf(name, joining) : what === "Destruction" && isOf(name, leaving);
  };
  return changes.filter((change) => !isExpected(change)).map(textOf);
}
