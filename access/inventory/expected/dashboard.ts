import { alarmSettings } from "../../../config/monitoring";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { ref, terraformName } from "./text";

/** A dashboard has no room for the metrics of more mappings. */
const MAPPINGS = 300;

/** What a dashboard depends on besides its settings. */
export interface DashboardPlace {
  readonly region: string;
  /** Whether the consumer has alarms. */
  readonly alarms: boolean;
  /** Keys of the sources whose mappings are in the consumer's own stack: no other UUIDs are known there. */
  readonly sources: ReadonlySet<string>;
}

/** The dashboard of a consumer, by address: it shows the consumer's own mappings and API, and runs nothing. */
export function dashboardElement(
  consumer: ConsumerConfig,
  environment: Environment,
  { region, alarms, sources }: DashboardPlace,
): Record<string, Settings> {
  const wanted = consumer.dashboard ?? alarmSettings(consumer, environment) !== undefined;
  if (!wanted) return {};
  const uuids = consumer.mappings
    .filter(({ source }) => sources.has(source))
    .slice(0, MAPPINGS)
    .map(({ source }) => ref(`aws_lambda_event_source_mapping.mapping_${terraformName(source)}`, "uuid"));
  const api = consumer.readerApi ? [ref("aws_apigatewayv2_api.reader_api", "id")] : [];
  return {
    "aws_cloudwatch_dashboard.dashboard": {
      dashboard_name: `${consumer.function.name}-${region}`,
      dashboard_body: {
        types: [...(alarms ? ["alarm"] : []), "metric", "text"],
        expressions: [...new Set([...uuids, ...api])].sort(),
      },
    },
  };
}
