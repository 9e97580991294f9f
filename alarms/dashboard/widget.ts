import type { Metric, Severity } from "../alarm";
import type { MappingMetricName } from "../metrics";

/** A line of a graph. */
export interface Line {
  /** What the legend says. */
  readonly label: string;
  readonly metric: Metric;
  /**
   * What is drawn is the metric divided by this.
   * @default 1
   */
  readonly divisor?: number;
}

/** A horizontal line: from here on, something is wrong. */
export interface Level {
  readonly label: string;
  readonly value: number;
  readonly severity: Severity;
}

/** A graph of metrics. */
export interface Graph {
  readonly kind: "graph";
  readonly title: string;
  readonly lines: readonly Line[];
  /** @default "timeSeries" */
  readonly view?: "timeSeries" | "gauge";
  /**
   * Unit of the axis, where CloudWatch cannot tell it.
   * @default the metrics' own
   */
  readonly unit?: string;
  /**
   * Upper end of the axis.
   * @default the highest value
   */
  readonly max?: number;
  /** @default none */
  readonly levels?: readonly Level[];
}

/**
 * A graph of the mappings that stand out in one of their metrics, which CloudWatch finds when it draws: those of all
 * functions of the account and region, by their UUIDs. It does not grow with the number of mappings.
 */
export interface TopMappings {
  readonly kind: "top";
  readonly title: string;
  readonly metric: MappingMetricName;
  readonly statistic: "Sum" | "SampleCount";
  /**
   * Whether the highest or the lowest values stand out.
   * @default "highest"
   */
  readonly which?: "highest" | "lowest";
}

/** A heading, or what there is to know, as Markdown. */
export interface Text {
  readonly kind: "text";
  readonly markdown: string;
}

/** The states of alarms. */
export interface AlarmStates {
  readonly kind: "alarms";
  readonly title: string;
  readonly alarmArns: readonly string[];
}

/** What a dashboard shows in one place. */
export type Widget = Graph | TopMappings | Text | AlarmStates;

/** Where it is, in columns from the left and rows from the top. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type PlacedWidget = Place & { readonly widget: Widget };

/** A row of widgets that share the width evenly. */
export interface Row {
  readonly height: number;
  readonly widgets: readonly Widget[];
}
