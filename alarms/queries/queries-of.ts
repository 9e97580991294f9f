import { functionsOfConsumer } from "../../config/functions";
import { fromLoaded } from "../../config/loaded";
import { hasLogQueries } from "../../config/monitoring";
import type { Environment } from "../../config/schema";
import { LOG_QUERIES } from "./list";
import type { LogQuery } from "./query";

/** A query as a consumer has it. */
export interface PlacedQuery {
  readonly id: string;
  /** Name in CloudWatch: the stream handler's name is the folder. */
  readonly name: string;
  /** Names of the log groups that it searches. */
  readonly logGroups: readonly string[];
  /** The query in Logs Insights' language. */
  readonly text: string;
}

/** The queries of one consumer; none if they are off. */
export function logQueriesOf(environment: Environment, consumer: string): PlacedQuery[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  if (!hasLogQueries(config, environment)) return [];
  const functions = functionsOfConsumer(environment, consumer);
  return LOG_QUERIES.flatMap((query) => {
    const searched = functions.filter(({ part }) => query.over.includes(part));
    if (searched.length === 0) return [];
    return [
      {
        id: query.id,
        name: `${config.function.name}/${query.id}`,
        logGroups: searched.map((fn) => `/aws/lambda/${fn.config.name}`),
        text: queryText(query),
      },
    ];
  });
}

/** The query as people paste it. */
export function queryText({ lines }: LogQuery): string {
  return lines.join("\n| ");
}
