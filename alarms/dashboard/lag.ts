import { STREAM_RETENTION_SECONDS } from "../../config/limits";
import type { Alarm } from "../alarm";
import { functionMetric, ownMetric } from "../metrics";
import { bySource, drawsEach, heading, sideBySide } from "./graph";
import type { Subject } from "./subject";
import type { Graph, Level, Row, TopMappings } from "./widget";

/** How far behind the consumer is, as time and as a part of the time that a stream keeps records. */
export function lagRows(subject: Subject): Row[] {
  const { name } = subject.config.function;
  const age = functionMetric(name, "IteratorAge", "Maximum");
  const time: Graph = {
    kind: "graph",
    title: "Age of records",
    lines: [
      { label: "when they arrive", metric: age },
      {
        label: "oldest of a batch, handled",
        metric: ownMetric(name, "OldestRecordAge", "Maximum"),
      },
    ],
  };
  const part: Graph = {
    kind: "graph",
    title: "Retention of the stream used up",
    view: "gauge",
    lines: [{ label: "age, % of 24 hours", metric: age, divisor: STREAM_RETENTION_SECONDS * 10 }],
    max: 100,
    levels: subject.alarms.filter(({ kind }) => kind === "iterator-age").map(level),
  };
  const polls = pollGraphs(subject);
  const [first, ...further] = sideBySide([time], [part], polls.slice(0, 1));
  return [heading("Lag"), ...(first ? [first] : []), ...further, ...sideBySide(polls.slice(1))];
}

function pollGraphs({ config }: Subject): (Graph | TopMappings)[] {
  const polls = { metric: "PolledEventCount", statistic: "SampleCount" } as const;
  if (!drawsEach(config))
    return [{ kind: "top", title: "The ten mappings that are polled least", which: "lowest", ...polls }];
  const title = "Polls by source: a line that ends is not polled";
  return bySource(
    config.mappings.map(({ source }) => source),
    { title, ...polls },
  );
}

function level({ severity, threshold }: Alarm): Level {
  const hours = threshold / 3_600_000;
  return {
    label: `${severity}: ${round(hours)} h`,
    value: round(threshold / (STREAM_RETENTION_SECONDS * 10)),
    severity,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
