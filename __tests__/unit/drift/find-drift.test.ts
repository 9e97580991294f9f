import type { StackFindings } from "../../../access/deployed/inventory/deployed-findings";
import type { DeployedFinding } from "../../../access/deployed/inventory/deployed-stack";
import { NOT_DEPLOYED } from "../../../access/inventory/finding";
import { judged } from "../../../drift/find-drift";

const ELEMENTS = {
  source: ["aws_dynamodb_table.table", "aws_dynamodb_resource_policy.stream_policy"],
  consumer: ["aws_iam_role.role", "aws_lambda_function.function", "data.terraform_remote_state.source"],
};

/** Two stacks and what was found there. */
function found(
  findings: readonly DeployedFinding[],
  { unread = [], elements = ELEMENTS }: { unread?: string[]; elements?: Record<string, string[]> } = {},
): StackFindings {
  const inventories = Object.entries(elements).map(([name, addresses]) => ({
    name,
    elements: Object.fromEntries(addresses.map((address) => [address, {}])),
    outputs: {},
    provider: {},
    state: {},
  }));
  return { findings, notes: unread, unread, inventories };
}

function missing(stack: string, address: string): DeployedFinding {
  return {
    place: `${stack} ${address}`,
    expected: "{}",
    found: NOT_DEPLOYED,
    why: "Why.",
    subject: { stack, address },
  };
}

test("a changed attribute is put back, and what was added beside it is left", () => {
  // Prepare
  const address = "aws_lambda_function.function";
  const findings = ["runtime", "URL"].map((part) => ({
    ...missing("consumer", address),
    expected: part === "URL" ? "nothing" : "nodejs22.x",
    found: "there",
    subject: { stack: "consumer", address, part },
  }));

  // Act
  const drift = judged("production", found(findings));

  // Assess
  expect(drift.findings.map(({ subject, deployment }) => [subject.part, deployment])).toEqual([
    ["runtime", "puts back"],
    ["URL", "leaves"],
  ]);
});

test("one element of a stack that is missing is one finding", () => {
  // Act
  const { findings } = judged("production", found([missing("consumer", "aws_lambda_function.function")]));

  // Assess
  expect(findings).toEqual([
    { ...missing("consumer", "aws_lambda_function.function"), deployment: "puts back", advice: "" },
  ]);
});

test("a stack of which nothing is there is one finding, before those of other stacks", () => {
  // Prepare
  const ofSource = {
    ...missing("source", "aws_dynamodb_resource_policy.stream_policy"),
    found: "other statements",
  };
  const ofConsumer = ["aws_iam_role.role", "aws_lambda_function.function"].map((one) =>
    missing("consumer", one),
  );

  // Act
  const { findings } = judged("production", found([ofSource, ...ofConsumer]));

  // Assess
  expect(findings.map(({ place, found: there }) => [place, there])).toEqual([
    ["consumer", NOT_DEPLOYED],
    ["source aws_dynamodb_resource_policy.stream_policy", "other statements"],
  ]);
});

const ALL = [
  missing("source", "aws_dynamodb_table.table"),
  missing("consumer", "aws_iam_role.role"),
  missing("consumer", "aws_lambda_function.function"),
];

test("an environment of which nothing is there is an error", () => {
  // Act
  const judge = () => judged("production", found(ALL));

  // Assess
  expect(judge).toThrow(
    'Nothing of the environment "production" is deployed in its accounts.\nDeploy it first, or name the environment that is deployed with --environment.',
  );
});

/** A consumer with three mapping stacks; no tenant belongs to the last one. */
const WITH_MAPPING_STACKS = {
  ...ELEMENTS,
  "mappings-1": ["aws_lambda_event_source_mapping.a", "aws_lambda_event_source_mapping.b"],
  "mappings-2": ["aws_lambda_event_source_mapping.c", "aws_cloudwatch_metric_alarm.c"],
  "mappings-3": ["data.terraform_remote_state.consumer"],
};

test("a mapping stack of which no mapping is there is one finding; one that lacks some has a finding for each", () => {
  // Prepare
  const findings = [
    missing("mappings-1", "aws_lambda_event_source_mapping.a"),
    missing("mappings-2", "aws_lambda_event_source_mapping.c"),
  ];

  // Act
  const drift = judged("production", found(findings, { elements: WITH_MAPPING_STACKS }));

  // Assess
  expect(drift.findings.map(({ place, advice }) => [place, advice])).toEqual([
    ["mappings-2", "New mappings begin at their starting position, not where the old ones were."],
    [
      "mappings-1 aws_lambda_event_source_mapping.a",
      "The new mapping begins at its starting position, not where the old one was.",
    ],
  ]);
});

test("an environment with mapping stacks of which nothing is there is an error, too", () => {
  // Prepare
  const findings = [
    ...ALL,
    ...["a", "b"].map((one) => missing("mappings-1", `aws_lambda_event_source_mapping.${one}`)),
    missing("mappings-2", "aws_lambda_event_source_mapping.c"),
  ];

  // Act
  const judge = () => judged("production", found(findings, { elements: WITH_MAPPING_STACKS }));

  // Assess
  expect(judge).toThrow('Nothing of the environment "production" is deployed in its accounts.');
});

test("where something could not be read, nobody knows that nothing is there", () => {
  // Act
  const { findings, unread } = judged("production", found(ALL, { unread: ["mappings cannot be read"] }));

  // Assess
  expect(findings.map(({ place }) => place)).toEqual(["source", "consumer"]);
  expect(unread).toEqual(["mappings cannot be read"]);
});

test("a stack that only looks a table up counts as deployed, and a missing table stops the next deployment", () => {
  // Prepare
  const elements = {
    source: ["data.aws_dynamodb_table.table", "aws_dynamodb_resource_policy.stream_policy"],
  };
  const findings = [missing("source", "data.aws_dynamodb_table.table")];

  // Act
  const [there, gone] = [
    judged("production", found([], { elements })),
    judged("production", found(findings, { elements })),
  ];

  // Assess
  expect(there.findings).toEqual([]);
  expect(gone.findings.map(({ subject, deployment }) => [subject.address, deployment])).toEqual([
    ["data.aws_dynamodb_table.table", "stops"],
  ]);
});
