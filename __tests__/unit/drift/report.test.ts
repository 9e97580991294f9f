import type { Drift, DriftFinding } from "../../../drift/drift-finding";
import { driftJson } from "../../../drift/report/json";
import { driftText } from "../../../drift/report/text";
import { exitCodeOf } from "../../../drift/verdict";

const DISABLED: DriftFinding = {
  place: "consumer aws_lambda_event_source_mapping.mapping_orders enabled",
  expected: "true",
  found: "false",
  why: "It decides what is read.",
  subject: {
    stack: "consumer",
    address: "aws_lambda_event_source_mapping.mapping_orders",
    part: "enabled",
  },
  deployment: "puts back",
  advice: "",
};
const ATTACHED: DriftFinding = {
  place: "consumer aws_iam_role_policy_attachment of role reader",
  expected: "nothing",
  found: "arn:aws:iam::aws:policy/AdministratorAccess",
  why: "It adds.",
  subject: { stack: "consumer", address: "aws_iam_role_policy_attachment", part: "of role reader" },
  deployment: "leaves",
  advice: "Remove it by hand.",
};
const NONE: Drift = { findings: [], notes: [], unread: [] };

test("text: both sides of each finding, and what a deployment does", () => {
  // Prepare
  const drift: Drift = { ...NONE, findings: [DISABLED, ATTACHED], notes: ["a policy cannot be read"] };

  // Act
  const text = driftText(drift);

  // Assess
  expect(text.split("\n")).toEqual([
    "consumer aws_lambda_event_source_mapping.mapping_orders enabled",
    "  should be: true",
    "  is:        false",
    "  It decides what is read.",
    "  A deployment puts it back.",
    "",
    "consumer aws_iam_role_policy_attachment of role reader",
    "  should be: nothing",
    "  is:        arn:aws:iam::aws:policy/AdministratorAccess",
    "  It adds.",
    "  A deployment leaves it as it is. Remove it by hand.",
    "",
    "Drift in 2 places. A deployment puts back 1, leaves 1.",
    "",
    "Not judged:",
    "  a policy cannot be read",
  ]);
});

test("text: where a deployment stops is counted", () => {
  // Act
  const text = driftText({ ...NONE, findings: [{ ...DISABLED, deployment: "stops" }] });

  // Assess
  expect(text).toMatch(
    /\nDrift in 1 place\. A deployment puts back 0, leaves 0, and stops at 1\. Fix what it stops at first: until then it puts nothing back in that stack, nor in those that read it\.$/,
  );
});

test("text without drift", () => {
  // Act
  const text = driftText(NONE);

  // Assess
  expect(text).toBe("No drift: what is deployed is what the environment file implies.");
});

test("JSON: every finding with its place for programs", () => {
  // Act
  const json = JSON.parse(
    driftJson("production", { findings: [DISABLED, ATTACHED], notes: ["n"], unread: ["n"] }),
  );

  // Assess
  const { subject, ...rest } = DISABLED;
  const { subject: attached, ...others } = ATTACHED;
  expect(json).toEqual({
    environment: "production",
    counts: { putsBack: 1, leaves: 1, stops: 0 },
    findings: [
      { ...subject, ...rest },
      { ...attached, ...others },
    ],
    notes: ["n"],
    unread: ["n"],
  });
});

test("exit codes: 0 without drift, 2 with drift, whatever could not be read", () => {
  // Act
  const codes = [NONE, { ...NONE, findings: [DISABLED] }, { ...NONE, findings: [DISABLED], unread: ["x"] }];

  // Assess
  expect(codes.map(exitCodeOf)).toEqual([0, 2, 2]);
});

test("an error if there is no finding and not everything could be read", () => {
  // Act
  const judge = () => exitCodeOf({ ...NONE, unread: ["a policy cannot be read: denied"] });

  // Assess
  expect(judge).toThrow(/^Nothing is known of some resources, .*:\n {2}a policy cannot be read: denied\.$/);
});
