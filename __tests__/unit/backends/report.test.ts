import { planSteps } from "../../../backends/plan-steps";
import { type BackendReport, reportJson, reportText } from "../../../backends/report";

const REPORT: BackendReport = {
  environment: "production",
  backend: "s3",
  where: "Bucket states",
  dryRun: false,
  steps: [
    { action: "create", what: "a" },
    { action: "tag", what: "b" },
  ],
  notes: ["Look at it."],
};

test.each([
  [REPORT, "Bucket states\n  create  a\n  tag     b\n2 changes made.\nNote: Look at it."],
  [
    { ...REPORT, dryRun: true, notes: [], steps: REPORT.steps.slice(1) },
    "Bucket states\n  tag  b\n1 change to make. Nothing was changed (--dry-run).",
  ],
  [{ ...REPORT, steps: [], notes: [] }, "Bucket states\nNothing to change."],
])("a report as text", (report, text) => {
  expect(reportText(report)).toBe(text);
});

test("a report as JSON holds the same", () => {
  expect(JSON.parse(reportJson(REPORT))).toEqual(REPORT);
});

test("a plan that only imports and reads does nothing; the rest are steps", () => {
  // Prepare
  const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });

  // Act
  const steps = planSteps({
    resource_changes: [
      { address: "a", change: { actions: ["no-op"], importing: { id: "states" } } },
      change("b", "read"),
      change("c", "update"),
      change("d", "delete", "create"),
    ],
  });

  // Assess
  expect(steps).toEqual([
    { action: "update", what: "c" },
    { action: "delete and create", what: "d" },
  ]);
  expect(planSteps({})).toEqual([]);
});
