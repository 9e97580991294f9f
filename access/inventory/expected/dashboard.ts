import { alarmSettings } from "../../../config/monitoring";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { ref, terraformName } from "./text";

/** A dashboard has no room for the metrics of more mappings. */
const MAPPINGS = 300;

/** The dashboard of a consumer, by address: it shows the consumer's own mappings and API, and runs nothing. */
export function dashboardElement(
  consumer: ConsumerConfig,
  environment: Environment,
  { region, alarms }: { readonly region: string; readonly alarms: boolean },
): Record<string, Settings> {
  const wanted = consumer.dashboard ?? alarmSettings(consumer, environment) !== undefined;
  if (!wanted) return {};
  const uuids = consumer.mappings
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
