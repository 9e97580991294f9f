import { functionLogs } from "../../../sandbox/function-logs";
import { requireRunning } from "../../../sandbox/require-running";
import { logEntry } from "../log-entry";
import { type Change, type Counted, countedOf, thousandthsOf } from "../many/changes";
import { AMOUNT } from "../many/table-writer";
import type { CentralTenant } from "./tenants";

/** What a tenant's function was given, beside what was written for the tenant. */
export interface Received {
  readonly tenant: string;
  /** Null for a tenant that has none. */
  readonly functionName: string | null;
  readonly written: Counted;
  /** Without what came twice; null for a tenant that has no function. */
  readonly received: Counted | null;
  /** Changes of the tenant that its function was not given. */
  readonly missing: number;
  /** What its function was given although it is no change of the tenant. */
  readonly ofOthers: number;
}

/** A record as the function logs it. */
interface LoggedRecord {
  readonly eventID: string;
  readonly eventName: Change["kind"];
  readonly dynamodb: Readonly<
    Record<"Keys" | "NewImage", Readonly<Record<string, { S?: string; N?: string }>>>
  >;
}

/** Compares a tenant's own changes with what its function was given. */
export async function receivedBy(tenant: CentralTenant, keyAttribute: string): Promise<Received> {
  const given = tenant.receiver ? await givenTo(tenant.receiver, keyAttribute) : [];
  return comparedWith(tenant, given);
}

/** The same, for changes that are known. */
export function comparedWith(
  { tenant, receiver, writer }: Pick<CentralTenant, "tenant" | "receiver" | "writer">,
  given: readonly Change[],
): Received {
  return {
    tenant,
    functionName: receiver?.functionName ?? null,
    written: countedOf(writer.changes),
    received: receiver ? countedOf(given) : null,
    missing: receiver ? without(writer.changes, given).length : 0,
    ofOthers: without(given, writer.changes).length,
  };
}

/** Whether the function was given each change of its tenant, and nothing else. */
export function isExact({ missing, ofOthers }: Received): boolean {
  return missing === 0 && ofOthers === 0;
}

async function givenTo(
  receiver: NonNullable<CentralTenant["receiver"]>,
  keyAttribute: string,
): Promise<Change[]> {
  const changes = new Map<string, Change>();
  for await (const line of functionLogs(requireRunning(), receiver)) {
    const { eventID, eventName, dynamodb } = logEntry<LoggedRecord>(line);
    if (!eventID || !eventName || !dynamodb) continue;
    const amount = dynamodb.NewImage?.[AMOUNT]?.N;
    changes.set(eventID, {
      kind: eventName,
      id: dynamodb.Keys[keyAttribute]?.S ?? "",
      ...(amount !== undefined && { thousandths: thousandthsOf(amount) }),
    });
  }
  return [...changes.values()];
}

/** Those of the first that are not among the others, each as often as it is missing there. */
function without(changes: readonly Change[], others: readonly Change[]): Change[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(textOf(other), (left.get(textOf(other)) ?? 0) + 1);
  return changes.filter((change) => {
    const count = left.get(textOf(change)) ?? 0;
    left.set(textOf(change), count - 1);
    return count <= 0;
  });
}

function textOf({ kind, id, thousandths }: Change): string {
  return `${kind} ${id} ${thousandths}`;
}
