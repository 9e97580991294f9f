import { MAPPINGS_DRAWN } from "../../config/limits";
import type { ConsumerConfig } from "../../config/schema";
import type { Metric } from "../alarm";
import { type MappingKind, type MappingMetricName, mappingMetric } from "../metrics";
import type { Graph, Line, Row, Text, TopMappings } from "./widget";

const GRAPH_HEIGHT = 6;

/** More lines in one graph can hardly be told apart, even where CloudWatch draws up to 500. */
const LINES_PER_GRAPH = 50;

export function heading(markdown: string): Row {
  return { height: 1, widgets: [{ kind: "text", markdown: `## ${markdown}` } satisfies Text] };
}

export function row(...widgets: readonly (Graph | TopMappings)[]): Row {
  return { height: GRAPH_HEIGHT, widgets };
}

/**
 * Whether each mapping of a consumer has lines of its own on the dashboard. Of those in mapping stacks, the stack with the
 * dashboard does not know the UUIDs.
 */
export function drawsEach({
  mappings,
  mappingStacks,
}: Pick<ConsumerConfig, "mappings" | "mappingStacks">): boolean {
  return mappingStacks === undefined && mappings.length <= MAPPINGS_DRAWN;
}

/** What is drawn of mappings. */
export interface BySource {
  readonly title: string;
  readonly metric: MappingMetricName;
  /** @default "Sum" */
  readonly statistic?: Extract<Metric["statistic"], "Sum" | "SampleCount">;
  /** @default the stream handler's */
  readonly reader?: MappingKind;
}

/** A line for the mapping of each source, in one graph or, if there are many, in several. */
export function bySource(
  sources: readonly string[],
  { title, metric, statistic = "Sum", reader = "mapping" }: BySource,
): Graph[] {
  const lines = sources.map(
    (source): Line => ({ label: source, metric: mappingMetric(source, metric, statistic, reader) }),
  );
  const count = Math.ceil(lines.length / LINES_PER_GRAPH);
  return Array.from({ length: count }, (_, index) => ({
    kind: "graph",
    title: count === 1 ? title : `${title} (${index + 1} of ${count})`,
    lines: lines.slice(index * LINES_PER_GRAPH, (index + 1) * LINES_PER_GRAPH),
  }));
}

/** Graphs of several kinds side by side; if each kind has several, the first of each kind, then the second. */
export function sideBySide(...kinds: readonly (readonly (Graph | TopMappings)[])[]): Row[] {
  const count = Math.max(...kinds.map((graphs) => graphs.length));
  return Array.from({ length: count }, (_, index) => row(...kinds.flatMap((graphs) => graphs[index] ?? [])));
}
