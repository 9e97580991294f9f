import { partitionOf } from "../../../config/arns";
import type { ConfiguredFunction } from "../../../config/functions";
import type { PermissionConfig } from "../../../config/schema";
import { ON_TABLES } from "../../expected-permissions";
import type { ExpectedStatement } from "../stack-inventory";
import { literal } from "./text";

/** What `permissions` of a function adds: a statement for each entry of the file. */
export function permittedStatements(fn: ConfiguredFunction): ExpectedStatement[] {
  return fn.config.permissions.map((entry) => literal(statementOf(entry, fn)));
}

function statementOf(
  { table, access = "read", queue, eventBus, actions = [], resources = [], conditions }: PermissionConfig,
  { accountId, region }: ConfiguredFunction,
): ExpectedStatement {
  const own = (service: string, resource: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
  if (table !== undefined) {
    const Action = ON_TABLES[access].map((name) => `dynamodb:${name}`);
    return { Effect: "Allow", Action, Resource: own("dynamodb", `table/${table}`) };
  }
  if (queue !== undefined) {
    return { Effect: "Allow", Action: "sqs:SendMessage", Resource: own("sqs", queue) };
  }
  if (eventBus !== undefined) {
    return { Effect: "Allow", Action: "events:PutEvents", Resource: own("events", `event-bus/${eventBus}`) };
  }
  return {
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(conditions && { Condition: conditions }),
  };
}
