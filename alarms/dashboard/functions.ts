import type { ConfiguredFunction } from "../../config/functions";
import type { Metric } from "../alarm";
import { apiMetric, functionMetric, logBytes } from "../metrics";
import { heading, row } from "./graph";
import type { Subject } from "./subject";
import type { Graph, Line, Row } from "./widget";

/** How the functions are doing. */
export function functionRows({ functions, settings }: Subject): Row[] {
  const percent = settings?.durationPercent ?? null;
  const duration: Graph = {
    ...graph("Duration, % of the timeout", functions, ({ config: { name, timeout } }) => ({
      metric: functionMetric(name, "Duration", "Maximum"),
      divisor: timeout * 10,
    })),
    unit: "%",
    max: 100,
    ...(percent !== null && {
      levels: [{ label: `warning: ${percent} %`, value: percent, severity: "warning" }],
    }),
  };
  return [
    heading("Functions"),
    row(
      graph("Errors", functions, ofFunction("Errors", "Sum")),
      graph("Throttles", functions, ofFunction("Throttles", "Sum")),
      duration,
      graph("Invocations at the same time", functions, ofFunction("ConcurrentExecutions", "Maximum")),
    ),
  ];
}

/** What Lambda and CloudWatch Logs are paid for. */
export function costRows({ functions }: Subject): Row[] {
  const seconds: Graph = {
    ...graph("GB-seconds", functions, ({ config: { name, memorySize } }) => ({
      metric: functionMetric(name, "Duration", "Sum"),
      divisor: 1_024_000 / memorySize,
    })),
    unit: "GB-s",
  };
  return [
    heading("What costs"),
    row(
      graph("Invocations", functions, ofFunction("Invocations", "Sum")),
      seconds,
      graph("Bytes written to logs", functions, ({ config: { name } }) => ({ metric: logBytes(name) })),
    ),
  ];
}

/** The reader API, if there is one. */
export function apiRows({ config: { readerApi } }: Subject): Row[] {
  if (!readerApi) return [];
  const line = (label: string, metric: Metric): Line => ({ label, metric });
  return [
    heading("Reader API"),
    row(
      {
        kind: "graph",
        title: "Requests",
        lines: [
          line("all", apiMetric("Count", "Sum")),
          line("4xx", apiMetric("4xx", "Sum")),
          line("5xx", apiMetric("5xx", "Sum")),
        ],
      },
      {
        kind: "graph",
        title: "Latency",
        lines: [
          line("99 % of requests", apiMetric("Latency", "p99")),
          line("of the function, 99 %", apiMetric("IntegrationLatency", "p99")),
        ],
      },
      { kind: "graph", title: "Bytes answered", lines: [line("bytes", apiMetric("DataProcessed", "Sum"))] },
    ),
  ];
}

type LineOf = (fn: ConfiguredFunction) => Omit<Line, "label">;

function ofFunction(name: Parameters<typeof functionMetric>[1], statistic: Metric["statistic"]): LineOf {
  return ({ config }) => ({ metric: functionMetric(config.name, name, statistic) });
}

/** A line for each function. */
function graph(title: string, functions: readonly ConfiguredFunction[], lineOf: LineOf): Graph {
  const lines = functions.map((fn) => ({ label: fn.config.name, ...lineOf(fn) }));
  return { kind: "graph", title, lines };
}
