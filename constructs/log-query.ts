import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";

export interface LogQueryProps {
  /** Name of the query, at most 255 characters; what stands before a slash is a folder of the console. */
  readonly queryName: string;
  /** Names of the log groups that it searches. */
  readonly logGroupNames: readonly string[];
  /** The query, in the language of CloudWatch Logs Insights. */
  readonly query: string;
}

/**
 * A query that CloudWatch Logs Insights offers to everybody in the account. It costs nothing until somebody runs it.
 * @example
 * new LogQuery(this, "errors", {
 *   queryName: "orders/errors",
 *   logGroupNames: ["/aws/lambda/orders"],
 *   query: 'fields @timestamp, message\n| filter level = "ERROR"',
 * });
 */
export class LogQuery extends Construct {
  constructor(scope: Construct, id: string, { queryName, logGroupNames, query }: LogQueryProps) {
    super(scope, id);
    new CloudwatchQueryDefinition(this, "this", {
      name: queryName,
      logGroupNames: [...logGroupNames],
      queryString: query,
    });
  }
}
