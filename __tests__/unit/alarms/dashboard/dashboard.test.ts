import type { Metric } from "../../../../alarms/alarm";
import { alarmsOf } from "../../../../alarms/alarms-of";
import { dashboardBody } from "../../../../alarms/dashboard/body";
import { dashboardOf } from "../../../../alarms/dashboard/dashboard-of";
import type { Graph, PlacedWidget } from "../../../../alarms/dashboard/widget";
import { METRICS } from "../../../../alarms/metrics";
import type { Environment } from "../../../../config/schema";
import { type Content, CROSS_ACCOUNT, REMOVED, sampleSource } from "../../config/sample";
import { environmentWith } from "../support/environment-with";
import { metered } from "../support/metered";

/** The sample, but its consumer reads so many sources. */
function sources(count: number, more: Content = {}): Content {
  const names = Array.from({ length: count }, (_, index) => `source-${index + 1}`);
  return {
    sources: Object.fromEntries(names.map((name) => [name, sampleSource({ tableName: name })])),
    "consumers.handler.mappings": names.map((source) => ({ source, ...more })),
  };
}

const FILTERED = { filters: [{ eventName: ["INSERT"] }] };
const THOUSAND = environmentWith({
  organization: "o-a1b2c3d4e5",
  "sources.changes.account": REMOVED,
  "sources.changes.stack": REMOVED,
  "sources.changes.tenants": Array.from({ length: 1000 }, (_, index) => ({
    tenant: `t${index}`,
    account: String(300_000_000_000 + index),
  })),
  "consumers.handler.mappings": [{ source: "changes", ...FILTERED }],
  "consumers.handler.mappingsPerStack": 2000,
  ...metered(),
});

const ENVIRONMENTS = [
  { name: "one mapping", environment: environmentWith({}) },
  { name: "a reader API and a switcher", environment: environmentWith(CROSS_ACCOUNT) },
  {
    name: "40 mappings",
    environment: environmentWith(sources(40, FILTERED)),
  },
  { name: "10 tenants with a meter", environment: environmentWith({ ...sources(10), ...metered() }) },
  {
    name: "100 tenants with a meter and filters",
    environment: environmentWith({ ...sources(100, FILTERED), ...metered() }),
  },
  { name: "101 mappings", environment: environmentWith(sources(101)) },
  { name: "1,000 tenants with a meter and filters", environment: THOUSAND },
  {
    name: "no alarms",
    environment: environmentWith({ "consumers.handler.alarms": false, "consumers.handler.dashboard": true }),
  },
];

function widgetsOf(environment: Environment): readonly PlacedWidget[] {
  const dashboard = dashboardOf(environment, "handler");
  if (!dashboard) throw new Error("no dashboard");
  return dashboard.widgets;
}

function graphsOf(environment: Environment): Graph[] {
  return widgetsOf(environment).flatMap(({ widget }) => (widget.kind === "graph" ? [widget] : []));
}

function bodyOf(environment: Environment) {
  const dashboard = dashboardOf(environment, "handler");
  if (!dashboard) throw new Error("no dashboard");
  const sources =
    environment.consumers.handler?.mappings.map(({ source }) => [source, `uuid-of-${source}`]) ?? [];
  const meterMappings = sources.map(([source, uuid]) => [source, `${uuid}-for-the-meter`]);
  return dashboardBody(dashboard, {
    mappings: Object.fromEntries(sources),
    meterMappings: Object.fromEntries(meterMappings),
    readerApi: "api-1",
  });
}

/** Whether the list of metrics has this one, under the first of its dimensions. */
function isKnown({ namespace, name, dimensions }: Metric): boolean {
  const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = METRICS;
  return known[namespace]?.[dimensions[0]?.name ?? ""]?.includes(name) ?? false;
}

describe.each(ENVIRONMENTS)("$name", ({ environment }) => {
  test("no widget lies over another, and each row is as wide as the dashboard", () => {
    // Act
    const places = widgetsOf(environment);

    // Assess
    const cells = places.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, n) => `${x + (n % width)},${y + Math.floor(n / width)}`),
    );
    const height = Math.max(...places.map((place) => place.y + place.height));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * height);
    expect(Math.max(...places.map(({ x, width }) => x + width))).toBe(24);
  });

  test("it stays within CloudWatch's quotas: 500 widgets, 500 metrics in each, 2,500 in all, 100 alarms in a widget", () => {
    // Act
    const { widgets } = bodyOf(environment) as { widgets: { properties: Record<string, unknown[]> }[] };

    // Assess
    const metrics = widgets.map(({ properties }) => properties.metrics?.length ?? 0);
    const alarms = widgets.map(({ properties }) => properties.alarms?.length ?? 0);
    expect(widgets.length).toBeLessThanOrEqual(500);
    expect(Math.max(...metrics)).toBeLessThanOrEqual(500);
    expect(metrics.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(2500);
    expect(Math.max(...alarms)).toBeLessThanOrEqual(100);
  });

  test("every graph has metrics that are on the list, and its region", () => {
    // Act
    const graphs = graphsOf(environment);
    const { widgets } = bodyOf(environment) as {
      widgets: { type: string; properties: { region?: string } }[];
    };

    // Assess
    const metrics = graphs.flatMap(({ lines }) => lines.map(({ metric }) => metric));
    const regions = widgets
      .filter(({ type }) => type === "metric")
      .map(({ properties }) => properties.region);
    expect(metrics.filter((metric) => !isKnown(metric))).toEqual([]);
    expect(new Set(regions)).toEqual(new Set(["eu-central-1"]));
    expect(graphs.filter(({ lines }) => lines.length === 0)).toEqual([]);
  });
});

test("every metric of an alarm is drawn, with the same statistic", () => {
  // Prepare
  const edits = {
    ...CROSS_ACCOUNT,
    ...metered(),
    "consumers.handler.alarms": { noEventsHours: { changes: 1 } },
  };
  const environment = environmentWith(edits);
  // The dashboard draws the maximum of durations and the 99th percentile of latencies, as the alarms do.
  const drawn = graphsOf(environment).flatMap(({ lines }) =>
    lines.map(({ metric }) => JSON.stringify(metric)),
  );

  // Act
  const missing = alarmsOf(environment).filter(({ metric }) => !drawn.includes(JSON.stringify(metric)));

  // Assess
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test("a metric that is on no list would be noticed", () => {
  // Act
  const known = isKnown({
    namespace: "AWS/Lambda",
    name: "PolledEventCount",
    dimensions: [{ name: "FunctionName", value: "handler" }],
    statistic: "Sum",
  });

  // Assess
  expect(known).toBe(false);
});

test("the alarms are those of this consumer, composite alarms first", () => {
  // Prepare
  const environment = environmentWith({
    "sources.changes.readers": [{ consumer: "handler" }, { consumer: "other" }],
    "consumers.other": {
      account: "consumer",
      roleName: "other-role",
      function: { name: "other", entry: "__tests__/unit/config/sample.ts" },
      mappings: [{ source: "changes" }],
    },
  });

  // Act
  const widgets = widgetsOf(environment).map(({ widget }) => widget);

  // Assess
  const own = alarmsOf(environment).filter(({ consumer }) => consumer === "handler");
  const names = ["handler/warning", "handler/critical", ...own.map(({ name }) => name)];
  expect(widgets.filter(({ kind }) => kind === "alarms")).toEqual([
    {
      kind: "alarms",
      title: "Alarms",
      alarmArns: names.map((name) => `arn:aws:cloudwatch:eu-central-1:222222222222:alarm:${name}`),
    },
  ]);
});

test("in China the alarms have ARNs of that partition", () => {
  // Prepare
  const environment = environmentWith({ region: "cn-north-1" });

  // Act
  const widgets = widgetsOf(environment).map(({ widget }) => widget);

  // Assess
  const arns = widgets.flatMap((widget) => (widget.kind === "alarms" ? widget.alarmArns : []));
  expect(
    arns.filter((arn) => !arn.startsWith("arn:aws-cn:cloudwatch:cn-north-1:222222222222:alarm:")),
  ).toEqual([]);
  expect(arns).toHaveLength(12);
});

test("the part of the retention that is used up: a record of 12 hours shows as 50, the level of the critical alarm", () => {
  // Act
  const gauge = graphsOf(environmentWith({})).find(({ view }) => view === "gauge");

  // Assess
  expect(43_200_000 / (gauge?.lines[0]?.divisor ?? 1)).toBe(50);
  expect(gauge?.levels).toEqual([
    { label: "warning: 1 h", value: 4.17, severity: "warning" },
    { label: "critical: 12 h", value: 50, severity: "critical" },
  ]);
});

test.each([
  { title: "GB-seconds", value: 60_000, shown: 15 },
  { title: "Duration, % of the timeout", value: 30_000, shown: 50 },
])(
  "$title: $value ms of a function with 256 MB and a timeout of 60 s are $shown",
  ({ title, value, shown }) => {
    // Act
    const graph = graphsOf(environmentWith({})).find((one) => one.title === title);

    // Assess
    expect(value / (graph?.lines[0]?.divisor ?? 1)).toBe(shown);
  },
);

describe("with more than 100 mappings", () => {
  /** The queries of a dashboard. */
  function queriesOf(environment: Environment): string[] {
    const { widgets } = bodyOf(environment) as { widgets: { properties: { metrics?: unknown[][] } }[] };
    return widgets.flatMap(({ properties }) =>
      (properties.metrics ?? []).flatMap((line) =>
        line.flatMap((part) => /^SELECT .*/.exec(String((part as { expression?: string }).expression)) ?? []),
      ),
    );
  }

  test("queries find those that stand out, and no mapping is named", () => {
    // Act
    const queries = queriesOf(THOUSAND);

    // Assess
    const from = 'FROM SCHEMA("AWS/Lambda", EventSourceMappingUUID) GROUP BY EventSourceMappingUUID ORDER BY';
    const most = (metric: string) => `SELECT SUM(${metric}) ${from} SUM() DESC LIMIT 10`;
    expect(queries).toEqual([
      `SELECT COUNT(PolledEventCount) ${from} COUNT() ASC LIMIT 10`,
      most("PolledEventCount"),
      most("InvokedEventCount"),
      most("FilteredOutEventCount"),
      most("FailedInvokeEventCount"),
      most("OnFailureDestinationDeliveredEventCount"),
      most("DroppedEventCount"),
    ]);
    expect(JSON.stringify(bodyOf(THOUSAND))).not.toContain("uuid-of-");
  });

  test("with 100 there is no query, and each has its line", () => {
    // Act
    const lost = graphsOf(environmentWith(sources(100))).filter(({ title }) =>
      title.startsWith("Records lost"),
    );

    // Assess
    expect(queriesOf(environmentWith(sources(100)))).toEqual([]);
    expect(lost.map(({ title, lines }) => [title, lines.length])).toEqual([
      ["Records lost (1 of 2)", 50],
      ["Records lost (2 of 2)", 50],
    ]);
  });

  test("the title says so", () => {
    expect(widgetsOf(THOUSAND)[0]?.widget).toMatchObject({
      markdown: expect.stringContaining("1000 sources in eu-central-1. They are too many for a line each"),
    });
  });

  test("the alarms are the composite ones and those of functions", () => {
    // Act
    const arns = widgetsOf(THOUSAND).flatMap(({ widget }) =>
      widget.kind === "alarms" ? widget.alarmArns : [],
    );

    // Assess
    const names = arns.map((arn) => arn.split(":alarm:")[1]);
    expect(names.filter((name) => name?.includes("mapping-"))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(["handler/critical", "handler/usage-meter/ledger-conflicts"]),
    );
  });

  test.each([
    { tenants: 10, kilobytes: 32 },
    { tenants: 100, kilobytes: 230 },
    { tenants: 101, kilobytes: 12 },
    { tenants: 1000, kilobytes: 25 },
  ])("$tenants tenants with a meter take at most $kilobytes KB", ({ tenants, kilobytes }) => {
    // Act
    const environment = tenants === 1000 ? THOUSAND : environmentWith({ ...sources(tenants), ...metered() });
    const body = JSON.stringify(bodyOf(environment));

    // Assess
    expect(body.length).toBeLessThanOrEqual(kilobytes * 1000);
  });
});

test("the usage meter's mappings and its own metric are drawn, and only where there is a meter", () => {
  // Act
  const titles = graphsOf(environmentWith(metered())).map(({ title }) => title);
  const without = graphsOf(environmentWith({})).map(({ title }) => title);

  // Assess
  expect(titles.filter((title) => !without.includes(title))).toEqual([
    "Counts that contradict the ledger",
    "Polls for the meter, by source",
  ]);
  expect(titles.length - without.length).toBe(7);
});

test.each([
  { runbook: "https://wiki.example.com/runbook", text: "[Runbook](https://wiki.example.com/runbook). " },
  { runbook: "docs/runbook.md", text: "Runbook: docs/runbook.md. " },
])("$runbook reads as $text", ({ runbook, text }) => {
  // Act
  const [title] = widgetsOf(environmentWith({ "consumers.handler.alarms": { runbook } }));

  // Assess
  expect(title?.widget).toMatchObject({ markdown: expect.stringContaining(text) });
});

test.each([
  { edits: {}, there: true },
  { edits: { "consumers.handler.dashboard": false }, there: false },
  { edits: { "consumers.handler.alarms": false }, there: false },
  { edits: { "consumers.handler.alarms": false, "consumers.handler.dashboard": true }, there: true },
  { edits: { sandbox: true }, there: false },
  { edits: { sandbox: true, "consumers.handler.alarms": true }, there: true },
])("with $edits, a dashboard: $there", ({ edits, there }) => {
  // Act
  const dashboard = dashboardOf(environmentWith(edits), "handler");

  // Assess
  expect(dashboard?.name).toBe(there ? "handler-eu-central-1" : undefined);
});

test("what CloudWatch gets", () => {
  // Act
  const body = bodyOf(environmentWith(CROSS_ACCOUNT));

  // Assess
  expect(body).toMatchSnapshot();
});
