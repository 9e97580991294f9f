import type { AlarmMetric } from "./alarm";

/** A metric of a function. Lambda Developer Guide, "Types of metrics for Lambda functions". */
export function functionMetric(
  functionName: string,
  name: string,
  statistic: AlarmMetric["statistic"],
): AlarmMetric {
  const dimensions = [{ name: "FunctionName", value: functionName }];
  return { namespace: "AWS/Lambda", name, dimensions, statistic };
}

/** A metric of a mapping, which has it only with `EventCount` in its metrics configuration. The same page. */
export function mappingMetric(
  source: string,
  name: string,
  statistic: AlarmMetric["statistic"],
): AlarmMetric {
  const dimensions = [{ name: "EventSourceMappingUUID", value: { kind: "mapping", source } as const }];
  return { namespace: "AWS/Lambda", name, dimensions, statistic };
}
