import type { Graph, Level } from "../../../alarms/dashboard/widget";
import { curve } from "./curve";
import { type Box, element, path, round, text } from "./svg";

const COLORS = 3;
const MARGIN = 14;

/** A graph with its title, the names of its metrics, its lines and their legend. */
export function graphPicture(graph: Graph, box: Box): string {
  const { title, lines } = graph;
  const metrics = [...new Set(lines.map(({ metric }) => `${metric.name} ${metric.statistic}`))].join(", ");
  const wide = Math.floor((box.width - 2 * MARGIN) / 6.8);
  const plot = { x: box.x + MARGIN, y: box.y + 50, width: box.width - 2 * MARGIN, height: box.height - 92 };
  return [
    text(box.x + MARGIN, box.y + 23, "title", title),
    text(box.x + MARGIN, box.y + 40, "metric", metrics, wide),
    graph.view === "gauge" ? gauge(graph, plot) : timeSeries(graph, plot),
    legend(graph, box),
  ].join("");
}

function timeSeries({ title, lines, levels = [], max }: Graph, plot: Box): string {
  const bottom = plot.y + plot.height;
  const grid = [0.25, 0.5, 0.75].map((part) => across(plot, bottom - part * plot.height, "grid"));
  const marks = levels.map(({ label, value, severity }) => {
    const y = bottom - (value / (max ?? 100)) * plot.height;
    return across(plot, y, severity, "5 4") + text(plot.x, y - 4, "small", label);
  });
  const curves = lines.map(({ label }, index) => {
    const heights = curve(title, label);
    const points = heights.map((height, step): [number, number] => [
      plot.x + (step / (heights.length - 1)) * plot.width,
      bottom - Math.min(1, height) * plot.height,
    ]);
    return element("path", {
      d: path(points),
      class: `l${index % COLORS}`,
      fill: "none",
      "stroke-width": 1.8,
    });
  });
  return [...grid, across(plot, bottom, "axis"), ...marks, ...curves].join("");
}

function across({ x, width }: Box, y: number, style: string, dashes = "none"): string {
  const points = { x1: x, x2: x + width, y1: round(y), y2: round(y) };
  return element("line", { ...points, class: style, "stroke-dasharray": dashes });
}

/** A half circle, with a mark at each level. */
function gauge({ levels = [], max = 100 }: Graph, plot: Box): string {
  const radius = Math.min(plot.height - 6, plot.width / 2 - 40);
  const center: [number, number] = [plot.x + plot.width / 2, plot.y + plot.height];
  const arc = (part: number) =>
    `M${round(center[0] - radius)} ${center[1]}A${radius} ${radius} 0 0 1 ${at(center, radius, part).map(round).join(" ")}`;
  const marks = levels.map((level) => mark(level, max, center, radius));
  return [
    element("path", { d: arc(1), class: "rim", fill: "none", "stroke-width": 18 }),
    element("path", { d: arc(0.02), class: "l0", fill: "none", "stroke-width": 18 }),
    ...marks,
    element("text", { x: center[0], y: center[1] - 8, class: "h2", "text-anchor": "middle" }, "2 %"),
  ].join("");
}

function mark({ value, severity }: Level, max: number, center: [number, number], radius: number): string {
  const ends = [radius - 13, radius + 13].map((far) => at(center, far, value / max));
  return element("path", { d: path(ends), class: severity, fill: "none", "stroke-width": 3 });
}

/** A point of a half circle: 0 is its left end, 1 its right end. */
function at([x, y]: [number, number], radius: number, part: number): [number, number] {
  const angle = Math.PI * (1 - part);
  return [x + radius * Math.cos(angle), y - radius * Math.sin(angle)];
}

/** What the colors mean. The levels of a gauge have no room for their names where they are. */
function legend({ lines, view, levels = [] }: Graph, box: Box): string {
  const y = box.y + box.height - 18;
  const names = [
    ...lines.map(({ label }, index) => ({ label, style: `l${index % COLORS}` })),
    ...(view === "gauge" ? levels.map(({ label, severity }) => ({ label, style: severity })) : []),
  ];
  let x = box.x + MARGIN;
  return names
    .map(({ label, style }) => {
      const left = x;
      x += 26 + label.length * 6.4;
      const key = { x1: left, x2: left + 11, y1: y - 4, y2: y - 4, class: style, "stroke-width": 3 };
      return element("line", key) + text(left + 15, y, "small", label);
    })
    .join("");
}
