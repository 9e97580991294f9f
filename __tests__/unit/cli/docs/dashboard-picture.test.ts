import type { Graph } from "../../../../alarms/dashboard/widget";
import { exampleDashboard } from "../../../../cli/docs/dashboard/example";
import { dashboardPicture } from "../../../../cli/docs/dashboard/picture";

test("the picture has every title, metric and alarm, and says that it is a drawing", () => {
  // Prepare
  const dashboard = exampleDashboard();
  const widgets = dashboard.widgets.map(({ widget }) => widget);
  const graphs = widgets.filter((widget): widget is Graph => widget.kind === "graph");
  const alarms = widgets.flatMap((widget) => (widget.kind === "alarms" ? widget.alarmArns : []));

  // Act
  const svg = dashboardPicture(dashboard);

  // Assess
  const titles = graphs.map(({ title }) => title);
  const metrics = graphs.map(({ lines }) => String(lines[0]?.metric.name));
  const names = alarms.map((arn) => arn.replace(/^.*:alarm:order-events\//, ""));
  const shown = (text: string) => svg.includes(`>${text}`);
  expect([...titles, ...names].filter((text) => !shown(text))).toEqual([]);
  expect(metrics.filter((name) => !shown(name.slice(0, 30)))).toEqual([]);
  expect(svg).toContain("The curves and states are made up.");
  expect(names).toHaveLength(25);
});

test("it is the same each time", () => {
  // Act
  const [first, second] = [dashboardPicture(exampleDashboard()), dashboardPicture(exampleDashboard())];

  // Assess
  expect(second).toBe(first);
});
