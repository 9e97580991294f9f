import { pictureMermaid } from "../../../review/report/picture";
import { describeFindings } from "./describe-findings";
import {
  MAPPING,
  pipeline,
  policy,
  ROLE_POLICY,
  ROLE_STATEMENT,
  reader,
  replace,
  STREAM,
  STREAM_POLICY,
  same,
  TABLE,
  update,
} from "./pipeline";
import { type PlannedChanges, reviewOf } from "./plan";

const EDITS = { "sources.changes.existing": true };
const NEW_STREAM = STREAM.replace("2025-05-05", "2026-06-06");
const FOLLOWED = { resource_arn: NEW_STREAM, policy: policy(reader(undefined, { Resource: NEW_STREAM })) };

const ROLE_READS = policy({ ...ROLE_STATEMENT, Resource: [NEW_STREAM] });
/** The consumer, which follows to the new stream. */
const FOLLOWING: PlannedChanges = {
  "aws_iam_role_policy.role_policy": update(ROLE_POLICY, { policy: ROLE_READS }),
  "aws_lambda_event_source_mapping.mapping_changes": replace(MAPPING, { event_source_arn: NEW_STREAM }),
};

/** The sample's stacks with a table that the source looks up. @param stream the one that the plan has found */
function looked(changed: PlannedChanges = {}, stream = STREAM, reading: PlannedChanges = {}) {
  const others: PlannedChanges = {
    "aws_dynamodb_resource_policy.stream_policy": same(STREAM_POLICY),
    ...changed,
  };
  const [source, consumer] = pipeline({}, reading, {
    source: {
      data: { aws_dynamodb_table: { table: { name: "Changes" } } },
      read: { "aws_dynamodb_table.table": { ...TABLE, stream_arn: stream } },
    },
  });
  if (!source || !consumer) throw new Error("the pipeline has two stacks");
  return [withoutTable(source, others), consumer];
}

type Stacks = ReturnType<typeof pipeline>;

/** The pipeline always has a table of the stack. */
function withoutTable(source: Stacks[number], changed: PlannedChanges): Stacks[number] {
  const [replaced] = pipeline(changed);
  const isMade = ({ mode, type }: { mode: string; type: string }) =>
    mode === "managed" && type === "aws_dynamodb_table";
  const { aws_dynamodb_table: _, ...resource } = replaced?.configuration.resource ?? {};
  const read =
    source.plan.prior_state?.values?.root_module?.resources?.filter(({ mode }) => mode === "data") ?? [];
  const resources = replaced?.plan.prior_state?.values?.root_module?.resources ?? [];
  return {
    ...source,
    plan: {
      ...source.plan,
      prior_state: {
        values: { root_module: { resources: [...resources.filter((one) => !isMade(one)), ...read] } },
      },
      resource_changes: (replaced?.plan.resource_changes ?? []).filter((one) => !isMade(one)),
    },
    configuration: { ...source.configuration, resource },
  };
}

describeFindings("a table that somebody else made", [
  { what: "nothing changes", stacks: looked(), found: [], edits: EDITS },
  {
    what: "its owner has replaced the stream, and the policy follows",
    stacks: looked(
      { "aws_dynamodb_resource_policy.stream_policy": replace(STREAM_POLICY, FOLLOWED) },
      NEW_STREAM,
      FOLLOWING,
    ),
    found: [
      `high stream-recreated source aws_dynamodb_resource_policy.stream_policy: The policy of ${STREAM} moves to ${NEW_STREAM}, which has taken that stream's place`,
      "medium mapping-replaced consumer aws_lambda_event_source_mapping.mapping_changes: The mapping of handler is replaced",
    ],
    edits: EDITS,
  },
  {
    what: "a policy that is replaced on the same stream",
    stacks: looked({ "aws_dynamodb_resource_policy.stream_policy": replace(STREAM_POLICY) }),
    found: [],
    edits: EDITS,
  },
]);

test("another reader of its stream is access that is gained", async () => {
  // Prepare
  const opened = policy(
    reader(["arn:aws:iam::222222222222:role/handler-role", "arn:aws:iam::222222222222:role/x"]),
  );
  const stacks = looked({
    "aws_dynamodb_resource_policy.stream_policy": update(STREAM_POLICY, { policy: opened }),
  });

  // Act
  const { findings } = await reviewOf(stacks, { edits: EDITS });

  // Assess
  expect(findings.map(({ address }) => address)).toContain("aws_dynamodb_resource_policy.stream_policy");
});

test("the picture shows the table, its policy and who reads it", async () => {
  // Prepare
  const reviewed = await reviewOf(looked(), { edits: EDITS });

  // Act
  const picture = pictureMermaid(reviewed, 20);

  // Assess
  expect(MAPPING.event_source_arn).toBe(STREAM);
  expect(picture).toContain('n0["existing table Changes"]');
  expect(picture).toMatch(/-- reads --> n0$/m);
  expect(picture).toMatch(/-\. on the stream of \.-> n0$/m);
});
