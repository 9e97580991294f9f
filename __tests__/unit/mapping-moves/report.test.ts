import { moveJson, moveText } from "../../../mapping-moves/report";

const MOVES = [{ from: "consumer", to: "consumer-mappings-1", addresses: ["x.a", "x.b"] }];
const REPORT = { environment: "saas", dryRun: false, moves: MOVES, copies: "/copies" };

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
    json: { environment: "saas", dryRun: true, moves: MOVES },
  },
  {
    what: "nothing to move",
    report: { ...REPORT, moves: [] },
    text: ["Every mapping of saas is in the state of its own stack."],
    json: { environment: "saas", dryRun: false, moves: [] },
  },
])("$what is told in words and as JSON", ({ report, text, json }) => {
  // Act
  const told = { text: moveText(report), json: JSON.parse(moveJson(report)) };

  // Assess
  expect(told).toEqual({ text: text.join("\n"), json });
});
