import { alarmSettings } from "../../../config/monitoring";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { ref, terraformName } from "./text";

/** A dashboard names the mappings of a consumer while they are not more than these. */
const MAPPINGS = 100;

/** What a dashboard depends on besides its settings. */
export interface DashboardPlace {
  readonly region: string;
  /** Whether the consumer has alarms. */
  readonly alarms: boolean;
}

/** The dashboard of a consumer, by address: it shows the consumer's own mappings and API, and runs nothing. */
export function dashboardElement(
  consumer: ConsumerConfig,
  environment: Environment,
  { region, alarms }: DashboardPlace,
): Record<string, Settings> {
  const wanted = consumer.dashboard ?? alarmSettings(consumer, environment) !== undefined;
  if (!wanted) return {};
  // Elsewhere, their UUIDs are not known.
  const isOwn = consumer.mappingStacks === undefined && consumer.mappings.length <= MAPPINGS;
  const uuids = isOwn ? namedIn(consumer) : [];
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

function namedIn({ mappings, usageMeter }: ConsumerConfig): string[] {
  const read = mappings.map(({ source }) => source);
  const metered = usageMeter === undefined ? [] : (usageMeter.sources ?? read);
  const uuid = (name: string) => ref(`aws_lambda_event_source_mapping.${name}`, "uuid");
  return [
    ...read.map((source) => uuid(`mapping_${terraformName(source)}`)),
    ...metered.map((source) => uuid(`meter_mapping_${terraformName(source)}`)),
  ];
}
