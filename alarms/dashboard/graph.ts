import type { Metric } from "../alarm";
import { mappingMetric } from "../metrics";
import type { Subject } from "./subject";
import type { Graph, Line, Row, Text } from "./widget";

const GRAPH_HEIGHT = 6;

/**
 * The most mappings with lines of their own. A mapping has up to seven lines, and a dashboard 2,500 metrics at most, of
 * which other graphs need less than a hundred (Amazon CloudWatch User Guide, "CloudWatch service quotas").
 */
export const MAPPINGS_DRAWN = 300;

/** More lines in one graph can hardly be told apart, even where CloudWatch draws up to 500. */
const LINES_PER_GRAPH = 50;

export function heading(markdown: string): Row {
  return { height: 1, widgets: [{ kind: "text", markdown: `## ${markdown}` } satisfies Text] };
}

export function row(...widgets: readonly Graph[]): Row {
  return { height: GRAPH_HEIGHT, widgets };
}

type MappingMetric = Parameters<typeof mappingMetric>[1];

/** A line for each mapping of the consumer's own stack, in one graph or, if there are many, in several. */
export function bySource(
  { config: { mappings }, elsewhere }: Pick<Subject, "config" | "elsewhere">,
  title: string,
  name: MappingMetric,
  statistic: Metric["statistic"] = "Sum",
): Graph[] {
  const drawn = mappings.filter(({ source }) => !elsewhere.has(source)).slice(0, MAPPINGS_DRAWN);
  const lines = drawn.map(
    ({ source }): Line => ({ label: source, metric: mappingMetric(source, name, statistic) }),
  );
  const count = Math.ceil(lines.length / LINES_PER_GRAPH);
  return Array.from({ length: count }, (_, index) => ({
    kind: "graph",
    title: count === 1 ? title : `${title} (${index + 1} of ${count})`,
    lines: lines.slice(index * LINES_PER_GRAPH, (index + 1) * LINES_PER_GRAPH),
  }));
}

/** Graphs of several kinds side by side; if each kind has several, the first of each kind, then the second. */
export function sideBySide(...kinds: readonly (readonly Graph[])[]): Row[] {
  const count = Math.max(...kinds.map((graphs) => graphs.length));
  return Array.from({ length: count }, (_, index) => row(...kinds.flatMap((graphs) => graphs[index] ?? [])));
}
