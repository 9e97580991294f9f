import { functionMetric, ownMetric } from "../metrics";
import { bySource, heading, sideBySide } from "./graph";
import type { Subject } from "./subject";
import type { Graph, Row } from "./widget";

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
  const filtered = { config: { ...subject.config, mappings: mappings.filter(({ filters }) => filters) } };
  return [
    heading("Throughput"),
    ...sideBySide(
      bySource(subject, "Records read, by source", "PolledEventCount"),
      bySource(subject, "Records given to the function, by source", "InvokedEventCount"),
      ...(filtered.config.mappings.length > 0
        ? [bySource(filtered, "Records filtered out, by source", "FilteredOutEventCount")]
        : []),
      [outcome],
    ),
  ];
}

/** What became of records that failed, by source. */
export function failureRows(subject: Subject): Row[] {
  const { name } = subject.config.function;
  const undelivered: Graph = {
    kind: "graph",
    title: "Batches that the bucket refused",
    lines: [{ label: name, metric: functionMetric(name, "DestinationDeliveryFailures", "Sum") }],
  };
  return [
    heading("Failures"),
    ...sideBySide(
      bySource(subject, "Records that failed, with retries", "FailedInvokeEventCount"),
      bySource(subject, "Records put into the failure bucket", "OnFailureDestinationDeliveredEventCount"),
      bySource(subject, "Records lost", "DroppedEventCount"),
      [undelivered],
    ),
  ];
}
