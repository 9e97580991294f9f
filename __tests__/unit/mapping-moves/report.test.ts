import { moveJson, moveText } from "../../../mapping-moves/report";

const MOVES = [{ from: "consumer", to: "consumer-mappings-1", addresses: ["x.a", "x.b"] }];
const LEFT = [{ stack: "consumer-mappings-3", addresses: ["y.a"] }];
const REPORT = { environment: "saas", dryRun: false, moves: MOVES, left: [], copies: "/copies" };

test.each([
  {
    what: "a move",
    report: REPORT,
    text: [
      "consumer -> consumer-mappings-1",
      "  x.a",
      "  x.b",
      "2 resources moved from state to state; nothing in AWS was changed.",
      "Copies of the states as they were: /copies",
      "Look at the plan, and deploy: npm run plan -- --environment saas",
    ],
    json: REPORT,
  },
  {
    what: "a dry run",
    report: { ...REPORT, dryRun: true },
    text: [
      "consumer -> consumer-mappings-1",
      "  x.a",
      "  x.b",
      "2 resources to move from state to state. Nothing was changed (--dry-run).",
    ],
    json: { environment: "saas", dryRun: true, moves: MOVES, left: [] },
  },
  {
    what: "nothing to move",
    report: { ...REPORT, moves: [] },
    text: ["Every mapping of saas is in the state of its own stack."],
    json: { environment: "saas", dryRun: false, moves: [], left: [] },
  },
  {
    what: "something left in a former stack",
    report: { ...REPORT, moves: [], left: LEFT },
    text: [
      "Every mapping of saas is in the state of its own stack.",
      "Left in consumer-mappings-3, which the file does not have any more:",
      "  y.a",
      "  Destroy what is left of this stack after the deployment: docs/environments.md#removing-an-entry",
    ],
    json: { environment: "saas", dryRun: false, moves: [], left: LEFT },
  },
])("$what is told in words and as JSON", ({ report, text, json }) => {
  // Act
  const told = { text: moveText(report), json: JSON.parse(moveJson(report)) };

  // Assess
  expect(told).toEqual({ text: text.join("\n"), json });
});
