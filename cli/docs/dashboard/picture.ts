import type { Dashboard } from "../../../alarms/dashboard/dashboard-of";
import { ALARMS_PER_LINE } from "../../../alarms/dashboard/overview";
import type { AlarmStates, Graph, PlacedWidget, Text, TopMappings } from "../../../alarms/dashboard/widget";
import { mappingMetric } from "../../../alarms/metrics";
import { graphPicture } from "./graph-picture";
import { type Box, COLUMN, element, escaped, ROW, STYLE, text } from "./svg";

const GAP = 10;
const NOTE_HEIGHT = 34;
const NOTE = "Drawing of the layout that npm run docs makes. The curves and states are made up.";

/** A dashboard as SVG: where its widgets are, their titles, metrics and alarms, and made-up curves. */
export function dashboardPicture({ name, widgets }: Dashboard): string {
  const width = 24 * COLUMN + 2 * GAP;
  const rows = Math.max(...widgets.map(({ y, height }) => y + height));
  const height = rows * ROW + NOTE_HEIGHT + 3 * GAP;
  const head = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
  };
  const content = [
    element("title", {}, escaped(`The dashboard ${name}, drawn with made-up curves`)),
    element("style", {}, STYLE),
    element("rect", { width, height, rx: 8, class: "page" }),
    element("rect", { x: GAP, y: GAP, width: width - 2 * GAP, height: NOTE_HEIGHT, rx: 6, class: "note" }),
    text(GAP + 14, GAP + 22, "noted", NOTE),
    ...widgets.map(picture),
  ];
  return `${element("svg", head, `\n${content.join("\n")}\n`)}\n`;
}

function picture({ widget, ...place }: PlacedWidget): string {
  const box = {
    x: GAP + place.x * COLUMN,
    y: NOTE_HEIGHT + 2 * GAP + place.y * ROW,
    width: place.width * COLUMN,
    height: place.height * ROW,
  };
  if (widget.kind === "text") return textPicture(widget, box);
  const inner = { x: box.x + 4, y: box.y + 4, width: box.width - 8, height: box.height - 8 };
  const card = element("rect", { ...inner, rx: 6, class: "card" });
  if (widget.kind === "alarms") return card + alarmsPicture(widget, inner);
  return card + graphPicture(widget.kind === "graph" ? widget : withMappings(widget), inner);
}

/** What a query could find. */
function withMappings({ title, metric, statistic }: TopMappings): Graph {
  const lines = ["one mapping", "another", "a third"].map((label) => ({
    label,
    metric: mappingMetric(label, metric, statistic),
  }));
  return { kind: "graph", title, lines };
}

function textPicture({ markdown }: Text, { x, y }: Box): string {
  return markdown
    .split("\n")
    .map((line, index) => {
      const [, marks = "", words = line] = /^(#*) ?(.*)$/.exec(line) ?? [];
      const style = marks === "" ? "words" : `h${marks.length}`;
      return text(x + 6, y + 24 + index * 24, style, words);
    })
    .join("");
}

/** Name of an alarm, from its ARN. */
function nameOf(arn: string): string {
  return arn.split(":alarm:")[1] ?? arn;
}

function alarmsPicture({ title, alarmArns }: AlarmStates, box: Box): string {
  const width = (box.width - 20) / ALARMS_PER_LINE;
  const boxes = alarmArns.map((arn, index) => {
    const x = box.x + 10 + (index % ALARMS_PER_LINE) * width;
    const y = box.y + 32 + Math.floor(index / ALARMS_PER_LINE) * 31;
    const [folder = "", ...rest] = nameOf(arn).split("/");
    const frame = { x: x + 2, y, width: width - 4, height: 27, rx: 4, class: "ok" };
    return [
      element("rect", frame),
      element("circle", { cx: x + 14, cy: y + 13.5, r: 4, class: "dot" }),
      text(x + 24, y + 17.5, "small", rest.length > 0 ? rest.join("/") : folder, 40),
    ].join("");
  });
  return text(box.x + 14, box.y + 22, "title", title) + boxes.join("");
}
