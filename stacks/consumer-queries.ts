import { Construct } from "constructs";
import { LogQuery } from "../constructs/log-query";
import type { AccountStack } from "./account-stack";
import type { ConsumerStackProps } from "./consumer-props";

/** Adds the queries to the consumer's logs, if it has them. */
export function addLogQueries(stack: AccountStack, { logQueries }: ConsumerStackProps): void {
  if (logQueries.length === 0) return;
  const scope = new Construct(stack, "queries");
  for (const { id, name, logGroups, text } of logQueries) {
    new LogQuery(scope, id, { queryName: name, logGroupNames: logGroups, query: text });
  }
}
