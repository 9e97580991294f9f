import { fromLoaded } from "../../config/loaded";
import type { Metric } from "../alarm";
import { type DeployedIds, deployedDimensions } from "../deployed-dimensions";
import type { Dashboard } from "./dashboard-of";
import type { Graph, Level, Line, PlacedWidget, TopMappings, Widget } from "./widget";

/** Length of a period: seconds. CloudWatch takes a longer one where the time that is shown asks for it. */
const PERIOD = 300;
/** As long as a stream keeps records. */
const START = "-PT24H";
const COLORS: Readonly<Record<Level["severity"], string>> = { warning: "#ff7f0e", critical: "#d13212" };

type Json = Readonly<Record<string, unknown>>;

/**
 * What CloudWatch takes (Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax").
 * @throws Error if an ID is missing that a metric needs
 */
export function dashboardBody({ region, widgets }: Dashboard, deployed: DeployedIds): Json {
  return { start: START, widgets: widgets.map((one) => placedJson(one, region, deployed)) };
}

function placedJson({ widget, ...place }: PlacedWidget, region: string, deployed: DeployedIds): Json {
  return { ...place, ...widgetJson(widget, region, deployed) };
}

function widgetJson(widget: Widget, region: string, deployed: DeployedIds): Json {
  if (widget.kind === "text") return { type: "text", properties: { markdown: widget.markdown } };
  if (widget.kind === "graph") return { type: "metric", properties: graphJson(widget, region, deployed) };
  if (widget.kind === "top") return { type: "metric", properties: topJson(widget, region) };
  const { title, alarmArns } = widget;
  return { type: "alarm", properties: { title, alarms: alarmArns } };
}

/** How many mappings stand out. */
const TOP = 10;

/**
 * A query that CloudWatch runs when it draws (Amazon CloudWatch User Guide, "Query components and syntax in CloudWatch
 * Metrics Insights").
 */
function topJson({ title, metric, statistic, which = "highest" }: TopMappings, region: string): Json {
  const value = statistic === "Sum" ? "SUM" : "COUNT";
  const order = which === "highest" ? "DESC" : "ASC";
  const expression = [
    `SELECT ${value}(${metric}) FROM SCHEMA("AWS/Lambda", EventSourceMappingUUID)`,
    `GROUP BY EventSourceMappingUUID ORDER BY ${value}() ${order} LIMIT ${TOP}`,
  ].join(" ");
  return {
    title,
    view: "timeSeries",
    region,
    period: PERIOD,
    metrics: [[{ expression, id: "q1" }]],
    yAxis: { left: { min: 0 } },
  };
}

function graphJson(
  { title, lines, view = "timeSeries", unit, max, levels = [] }: Graph,
  region: string,
  deployed: DeployedIds,
): Json {
  return {
    title,
    view,
    region,
    period: PERIOD,
    metrics: lines.flatMap((line, index) => lineJson(line, `m${index + 1}`, deployed)),
    yAxis: {
      left: { min: 0, ...(max !== undefined && { max }), ...(unit && { label: unit, showUnits: false }) },
    },
    ...(levels.length > 0 && {
      annotations: {
        horizontal: levels.map(({ label, value, severity }) => ({ label, value, color: COLORS[severity] })),
      },
    }),
  };
}

/** A line, or a metric that is not drawn and the line that is made of it. */
function lineJson({ label, metric, divisor }: Line, id: string, deployed: DeployedIds): unknown[][] {
  const named = [metric.namespace, metric.name, ...dimensions(metric, deployed)];
  const { statistic: stat } = metric;
  if (divisor === undefined) return [[...named, { stat, label }]];
  return [[...named, { stat, id, visible: false }], [{ expression: `${id} / ${divisor}`, label }]];
}

function dimensions(metric: Metric, deployed: DeployedIds): string[] {
  const values = fromLoaded(deployedDimensions({ metric }, deployed), `dimensions of ${metric.name}`);
  return Object.entries(values).flat();
}
