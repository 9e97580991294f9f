import { meteredSources } from "../../config/usage-meters";
import { functionMetric, ownMetric } from "../metrics";
import { bySource, drawsEach, heading, row, sideBySide } from "./graph";
import { FAILURES } from "./records";
import type { Subject } from "./subject";
import type { Graph, Row } from "./widget";

/**
 * How the usage meter is doing, if there is one. Where the mappings are too many for lines of their own, those of the
 * meter are among the ten that stand out in the graphs above.
 */
export function meterRows({ config }: Subject): Row[] {
  const { usageMeter } = config;
  if (!usageMeter) return [];
  const { name } = usageMeter.function;
  const graph = (title: string, label: string, metric: Graph["lines"][number]["metric"]): Graph => ({
    kind: "graph",
    title,
    lines: [{ label, metric }],
  });
  const sources = meteredSources(config);
  const polls = {
    title: "Polls for the meter, by source",
    metric: "PolledEventCount",
    statistic: "SampleCount",
  } as const;
  const ofMappings = [polls, ...FAILURES].map((one) =>
    bySource(sources, { ...one, reader: "meter-mapping" }),
  );
  return [
    heading("Usage meter"),
    row(
      graph("Age of records", "when they arrive", functionMetric(name, "IteratorAge", "Maximum")),
      graph("Counts that contradict the ledger", "conflicts", ownMetric(name, "LedgerConflicts", "Sum")),
      graph(
        "Batches that the bucket refused",
        name,
        functionMetric(name, "DestinationDeliveryFailures", "Sum"),
      ),
    ),
    ...(drawsEach(config) ? sideBySide(...ofMappings) : []),
  ];
}
