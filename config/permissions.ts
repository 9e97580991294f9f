import { partitionOf } from "./arns";
import type { ConfiguredFunction } from "./functions";
import type { PermissionConfig } from "./schema";

/** One entry of `permissions`, whatever its form, as a statement of IAM needs it. */
export interface PermissionStatement {
  /** ID of the statement: letters and digits, unique within the function. It starts with `May`. */
  readonly id: string;
  /** IAM actions, sorted. */
  readonly actions: readonly string[];
  /** ARNs, sorted. */
  readonly resources: readonly string[];
  /**
   * Operator → condition key → values.
   * @default no condition
   */
  readonly conditions?: PermissionConfig["conditions"];
  /**
   * Why there are wildcards.
   * @default there are none
   */
  readonly wildcardBecause?: string;
}

/** The short form `table`: Service Authorization Reference, Amazon DynamoDB. */
const READ = ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"];
const WRITE = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
const TABLE_ACTIONS = { read: READ, write: WRITE, readWrite: [...READ, ...WRITE] } as const;

/** What a function may do besides what this project gives it, sorted: the order of the file does not matter. */
export function permissionsOf(fn: ConfiguredFunction): PermissionStatement[] {
  const named = fn.config.permissions.map((entry) => ({ ...statementOf(entry, fn), name: nameOf(entry) }));
  named.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const taken = new Map<string, number>();
  return named.map(({ name, ...statement }) => {
    const base = `May${name.replace(/[^A-Za-z0-9]/g, "")}`;
    const number = (taken.get(base) ?? 0) + 1;
    taken.set(base, number);
    return { ...statement, id: number === 1 ? base : `${base}No${number}` };
  });
}

function statementOf(
  entry: PermissionConfig,
  { accountId, region }: ConfiguredFunction,
): Omit<PermissionStatement, "id"> {
  const own = (service: string, resource: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
  if (entry.table !== undefined) {
    const actions = TABLE_ACTIONS[entry.access ?? "read"].map((name) => `dynamodb:${name}`);
    return { actions: actions.sort(), resources: [own("dynamodb", `table/${entry.table}`)] };
  }
  if (entry.queue !== undefined) {
    return { actions: ["sqs:SendMessage"], resources: [own("sqs", entry.queue)] };
  }
  if (entry.eventBus !== undefined) {
    return { actions: ["events:PutEvents"], resources: [own("events", `event-bus/${entry.eventBus}`)] };
  }
  const { actions = [], resources = [], conditions, wildcardBecause } = entry;
  return {
    actions: [...new Set(actions)].sort(),
    resources: [...new Set(resources)].sort(),
    ...(conditions && { conditions }),
    ...(wildcardBecause !== undefined && { wildcardBecause }),
  };
}

/** What the statement's ID says: the first action of the general form, in capitals like the rest. */
function nameOf({ table, access = "read", queue, eventBus, actions = [] }: PermissionConfig): string {
  if (table !== undefined) return `${capital(access)}Table${capital(table)}`;
  if (queue !== undefined) return `SendToQueue${capital(queue)}`;
  if (eventBus !== undefined) return `PutEventsOntoBus${capital(eventBus)}`;
  const [first = ""] = [...actions].sort();
  return first.split(":").map(capital).join("");
}

function capital(text: string): string {
  return text.replace(/(?:^|[^A-Za-z0-9]+)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
