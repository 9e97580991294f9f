import { functionMetric, type MappingMetricName, ownMetric } from "../metrics";
import { bySource, drawsEach, heading, sideBySide } from "./graph";
import type { Subject } from "./subject";
import type { Graph, Row, TopMappings } from "./widget";

/** What becomes of records that a function cannot handle. */
export const FAILURES = [
  { title: "Records that failed, with retries", metric: "FailedInvokeEventCount" },
  { title: "Records put into the failure bucket", metric: "OnFailureDestinationDeliveredEventCount" },
  { title: "Records lost", metric: "DroppedEventCount" },
] as const;

function top(title: string, metric: MappingMetricName): TopMappings {
  return { kind: "top", title, metric, statistic: "Sum" };
}

/** What the mappings read, and what the stream handler made of it. */
export function throughputRows(subject: Subject): Row[] {
  const { mappings, function: handler } = subject.config;
  const outcome: Graph = {
    kind: "graph",
    title: "Records by outcome",
    lines: [
      { label: "handled", metric: ownMetric(handler.name, "RecordsHandled", "Sum") },
      { label: "failed", metric: ownMetric(handler.name, "RecordsFailed", "Sum") },
      { label: "returned to be sent again", metric: ownMetric(handler.name, "RecordsReturned", "Sum") },
    ],
  };
  const sources = mappings.map(({ source }) => source);
  const filtered = mappings.flatMap(({ source, filters }) => (filters ? [source] : []));
  const graphs = drawsEach(subject.config)
    ? [
        bySource(sources, { title: "Records read, by source", metric: "PolledEventCount" }),
        bySource(sources, {
          title: "Records given to the function, by source",
          metric: "InvokedEventCount",
        }),
        ...(filtered.length > 0
          ? [
              bySource(filtered, {
                title: "Records filtered out, by source",
                metric: "FilteredOutEventCount",
              }),
            ]
          : []),
      ]
    : [
        [top("Records read: the ten mappings with most", "PolledEventCount")],
        [top("Records given to functions: the ten mappings with most", "InvokedEventCount")],
        ...(filtered.length > 0
          ? [[top("Records filtered out: the ten mappings with most", "FilteredOutEventCount")]]
          : []),
      ];
  return [heading("Throughput"), ...sideBySide(...graphs, [outcome])];
}

/** What became of records that failed, by source. */
export function failureRows(subject: Subject): Row[] {
  const { config } = subject;
  const { name } = config.function;
  const sources = config.mappings.map(({ source }) => source);
  const undelivered: Graph = {
    kind: "graph",
    title: "Batches that the bucket refused",
    lines: [{ label: name, metric: functionMetric(name, "DestinationDeliveryFailures", "Sum") }],
  };
  const graphs = FAILURES.map(({ title, metric }) =>
    drawsEach(config)
      ? bySource(sources, { title, metric })
      : [top(`${title}: the ten mappings with most`, metric)],
  );
  return [heading("Failures"), ...sideBySide(...graphs, [undelivered])];
}
