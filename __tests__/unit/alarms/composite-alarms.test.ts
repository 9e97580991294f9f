import type { Alarm, Severity } from "../../../alarms/alarm";
import { alarmsOf } from "../../../alarms/alarms-of";
import { anyOf, compositeAlarms } from "../../../alarms/composite-alarms";
import { environmentWith } from "./support/environment-with";

function named(names: readonly string[], severity: Severity = "warning"): Alarm[] {
  const [sample] = alarmsOf(environmentWith({}));
  if (!sample) throw new Error("no alarm");
  return names.map((name) => ({ ...sample, name, severity }));
}

test("one for each severity, over all alarms of it", () => {
  // Prepare
  const alarms = [...named(["a", "b"]), ...named(["c"], "critical")];

  // Act
  const composites = compositeAlarms("handler", "docs/runbook.md", alarms);

  // Assess
  expect(composites.map(({ name, children, parts }) => ({ name, children, parts }))).toEqual([
    { name: "handler/warning", children: ["a", "b"], parts: [] },
    { name: "handler/critical", children: ["c"], parts: [] },
  ]);
});

test("none for a severity without alarms: a rule without children is refused", () => {
  // Act
  const composites = compositeAlarms("handler", "docs/runbook.md", named(["a"], "critical"));

  // Assess
  expect(composites.map(({ severity }) => severity)).toEqual(["critical"]);
});

test("the rule holds while any of them is on", () => {
  // Act
  const rule = anyOf(["handler/a", "handler/b"]);

  // Assess
  expect(rule).toBe('ALARM("handler/a") OR ALARM("handler/b")');
});

test("a hundred children fit into one rule, one more does not", () => {
  // Prepare
  const names = Array.from({ length: 101 }, (_, index) => `n${index}`);

  // Act
  const [hundred] = compositeAlarms("handler", "docs/runbook.md", named(names.slice(0, 100)));
  const [more] = compositeAlarms("handler", "docs/runbook.md", named(names));

  // Assess
  expect(hundred?.parts).toEqual([]);
  expect(more?.children).toEqual(["handler/warning/part-1", "handler/warning/part-2"]);
  expect(more?.parts.flatMap(({ children }) => children)).toEqual(names);
});

test("long names need more parts, each with a rule that CloudWatch takes", () => {
  // Prepare
  const names = Array.from({ length: 300 }, (_, index) => `${index}-${"x".repeat(150)}`);

  // Act
  const [composite] = compositeAlarms("handler", "docs/runbook.md", named(names));

  // Assess
  const rules = (composite?.parts ?? []).map(({ children }) => anyOf(children).length);
  expect(Math.max(...rules)).toBeLessThanOrEqual(10_240);
  expect(composite?.parts.flatMap(({ children }) => children)).toEqual(names);
});
