import { alarmSettings } from "../../../config/monitoring";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { terraformName } from "./text";

const OF_THE_STREAM_HANDLER = ["failed-changes", "one-change", "replays"];
const OF_ALL = ["errors-by-hour", "one-invocation", "denials", "slowest-invocations", "starts-and-memory"];
const OF_THE_METER = ["ledger-conflicts"];
const OF_THE_API = ["api-requests"];

/** The queries to the logs of a consumer, by address: they search the logs of its own functions only. */
export function logQueryElements(
  consumer: ConsumerConfig,
  environment: Environment,
): Record<string, Settings> {
  const wanted = consumer.logQueries ?? alarmSettings(consumer, environment) !== undefined;
  if (!wanted) return {};
  const { name } = consumer.function;
  const log = (functionName: string) => `/aws/lambda/${functionName}`;
  const api = consumer.readerApi ? [log(consumer.readerApi.function.name)] : [];
  const switcher = consumer.accountSwitcher ? [log(consumer.accountSwitcher.function.name)] : [];
  const meter = consumer.usageMeter ? [log(consumer.usageMeter.function.name)] : [];
  const elements = (ids: readonly string[], logs: readonly string[]) =>
    ids.map((id): [string, Settings] => [
      `aws_cloudwatch_query_definition.queries_${terraformName(id)}`,
      { name: `${name}/${id}`, log_group_names: logs },
    ]);
  return Object.fromEntries([
    ...elements(OF_THE_STREAM_HANDLER, [log(name)]),
    ...elements(OF_ALL, [log(name), ...api, ...switcher, ...meter]),
    ...(meter.length > 0 ? elements(OF_THE_METER, meter) : []),
    ...(api.length > 0 ? elements(OF_THE_API, api) : []),
  ]);
}
