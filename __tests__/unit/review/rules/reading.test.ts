import { expression } from "../../support/elements";
import { describeFindings } from "../describe-findings";
import {
  create,
  destroy,
  FUNCTION,
  FUNCTION_ROLE,
  MAPPING,
  pipeline,
  policy,
  ROLE,
  ROLE_POLICY,
  reader,
  replace,
  STREAM,
  STREAM_POLICY,
  same,
  TABLE,
  update,
} from "../pipeline";
import { stackWith } from "../plan";

const MAPPING_AT = "aws_lambda_event_source_mapping.mapping_changes";
const POLICY_AT = "aws_dynamodb_resource_policy.stream_policy";
const READ = "data.terraform_remote_state.source_changes.outputs.stream_arn";
const CONFIGURED_POLICY = ROLE_POLICY.policy as string;
const OTHER_ROLE = {
  name: "other",
  arn: "arn:aws:iam::222222222222:role/other",
  path: "/",
  assume_role_policy: FUNCTION_ROLE.assume_role_policy,
};
const NEW_STREAM = { stream_view_type: "NEW_IMAGE", stream_arn: undefined };

/** The whole change as Terraform plans it: the consumer has read the old ARN. */
const NEW_VIEW_TYPE = pipeline(
  {
    "aws_dynamodb_table.table": update(TABLE, NEW_STREAM, { stream_arn: true }),
    [POLICY_AT]: {
      ...replace(
        STREAM_POLICY,
        { resource_arn: undefined, policy: undefined },
        { resource_arn: true, policy: true },
      ),
      configured: {
        resource_arn: expression("aws_dynamodb_table.table.stream_arn"),
        policy: policy(reader(undefined, { Resource: expression("aws_dynamodb_table.table.stream_arn") })),
      },
    },
  },
  {
    "aws_iam_role_policy.role_policy": {
      ...same(ROLE_POLICY),
      configured: { ...ROLE_POLICY, policy: CONFIGURED_POLICY.replaceAll(STREAM, `\${${READ}}`) },
    },
    [MAPPING_AT]: { ...same(MAPPING), configured: { ...MAPPING, event_source_arn: `\${${READ}}` } },
  },
  {
    source: {
      outputs: { stream_arn: { actions: ["update"], before: STREAM, after_unknown: true } },
      output: { stream_arn: { value: expression("aws_dynamodb_table.table.stream_arn") } },
    },
  },
);

describeFindings("streams", [
  { what: "nothing changes", stacks: pipeline(), found: [] },
  {
    what: "a new view type: the reader keeps its access, because the consumer is planned again",
    stacks: NEW_VIEW_TYPE,
    found: [
      "high stream-recreated source aws_dynamodb_table.table: The stream of Changes is created again",
      "medium view-type-changed source aws_dynamodb_table.table: The view type of Changes changes from NEW_AND_OLD_IMAGES to NEW_IMAGE",
      "medium stale-outputs consumer source changes `stream_arn`, which this plan has read",
      `low policy-unknown source ${POLICY_AT}: Only the apply tells \`policy\``,
    ],
  },
  {
    what: "a stream that is turned off",
    stacks: pipeline(
      {
        "aws_dynamodb_table.table": update(TABLE, { stream_enabled: false }),
        [POLICY_AT]: same(STREAM_POLICY),
      },
      { [MAPPING_AT]: destroy(MAPPING) },
    ),
    found: [
      "high stream-recreated source aws_dynamodb_table.table: The stream of Changes is turned off",
      `medium mapping-replaced consumer ${MAPPING_AT}: The mapping of handler is destroyed`,
    ],
  },
  {
    what: "a stream policy that is destroyed",
    stacks: pipeline({ [POLICY_AT]: destroy(STREAM_POLICY) }),
    found: [
      `high reader-revoked consumer ${MAPPING_AT}: handler / stream handler may no longer read the stream of Changes: the stream has no policy of its own that allows it`,
      `high policy-removed source ${POLICY_AT}: The policy of ${STREAM} is destroyed`,
    ],
  },
  {
    what: "a reader that is taken out of the policy",
    stacks: pipeline({
      [POLICY_AT]: update(STREAM_POLICY, { policy: policy(reader(undefined, { Effect: "Deny" })) }),
    }),
    found: [
      `high reader-revoked consumer ${MAPPING_AT}: handler / stream handler may no longer read the stream of Changes: denied by HandlerReads (source ${POLICY_AT})`,
    ],
  },
  {
    what: "a function that gets a role which exists and may not read",
    stacks: pipeline(
      {},
      {
        "aws_iam_role.other": same(OTHER_ROLE),
        "aws_lambda_function.function": update(FUNCTION, { role: OTHER_ROLE.arn }),
      },
    ),
    found: [
      `high reader-revoked consumer ${MAPPING_AT}: The function changes from handler / stream handler to role other, which the file does not have, and may not read the stream of Changes: no statement of its policies allows it`,
    ],
  },
  {
    what: "a function that gets a role which exists and may read as well",
    stacks: pipeline(
      { [POLICY_AT]: same({ ...STREAM_POLICY, policy: policy(reader([ROLE, OTHER_ROLE.arn])) }) },
      {
        "aws_iam_role.other": same(OTHER_ROLE),
        "aws_iam_role_policy.other": same({ ...ROLE_POLICY, role: "other" }),
        "aws_lambda_function.function": update(FUNCTION, { role: OTHER_ROLE.arn }),
      },
    ),
    found: [],
  },
  {
    what: "a reader whose role takes the place of another one in the policy",
    stacks: pipeline({
      [POLICY_AT]: update(STREAM_POLICY, { policy: policy(reader(OTHER_ROLE.arn)) }),
    }),
    found: [
      `high reader-revoked consumer ${MAPPING_AT}: handler / stream handler may no longer read the stream of Changes: no statement of source ${POLICY_AT} allows it`,
    ],
  },
  {
    what: "a reader that is taken out together with its mapping",
    stacks: pipeline({ [POLICY_AT]: destroy(STREAM_POLICY) }, { [MAPPING_AT]: destroy(MAPPING) }),
    found: [
      `high policy-removed source ${POLICY_AT}: The policy of ${STREAM} is destroyed`,
      `medium mapping-replaced consumer ${MAPPING_AT}: The mapping of handler is destroyed`,
    ],
  },
]);

describeFindings("mappings", [
  {
    what: "a mapping that is paused",
    stacks: pipeline({}, { [MAPPING_AT]: update(MAPPING, { enabled: false, batch_size: 10 }) }),
    found: [],
  },
  {
    what: "a mapping that is replaced",
    stacks: pipeline({}, { [MAPPING_AT]: replace(MAPPING, { uuid: undefined }, { uuid: true }) }),
    found: [`medium mapping-replaced consumer ${MAPPING_AT}: The mapping of handler is replaced`],
  },
  {
    what: "a mapping that goes to another stack without its state",
    stacks: [
      ...pipeline({}, { [MAPPING_AT]: destroy(MAPPING) }),
      stackWith(
        "consumer-mappings-1",
        { [MAPPING_AT]: create(MAPPING, { uuid: true }) },
        { planned: { accountId: "222222222222" } },
      ),
    ],
    found: [
      `medium mapping-replaced consumer ${MAPPING_AT}: The mapping is destroyed here, and created again in consumer-mappings-1`,
    ],
  },
  {
    what: "a mapping at LATEST that is replaced",
    stacks: pipeline({}, { [MAPPING_AT]: replace({ ...MAPPING, starting_position: "LATEST" }) }),
    found: [`high mapping-replaced consumer ${MAPPING_AT}: The mapping of handler is replaced`],
  },
  {
    what: "a destination that is gone from the configuration only",
    stacks: pipeline(
      {},
      { [MAPPING_AT]: { ...same(MAPPING), configured: { ...MAPPING, destination_config: undefined } } },
    ),
    found: [
      `high failure-destination-removed consumer ${MAPPING_AT}: The mapping has no on-failure destination any more; it was arn:aws:s3:::handler-failures`,
    ],
  },
]);

describeFindings("functions and roles", [
  {
    what: "a function with other memory, description and tags",
    stacks: pipeline(
      {},
      {
        "aws_lambda_function.function": update(FUNCTION, {
          memory_size: 512,
          description: "x",
          tags: { a: "b" },
        }),
      },
    ),
    found: [],
  },
  {
    what: "tracing that is gone from the configuration only",
    stacks: pipeline(
      {},
      {
        "aws_lambda_function.function": {
          ...same({ ...FUNCTION, tracing_config: [{ mode: "Active" }] }),
          configured: FUNCTION,
        },
      },
    ),
    found: [
      "medium hidden-change consumer aws_lambda_function.function: `tracing_config` is gone from the configuration, and stays deployed as it is",
    ],
  },
  {
    what: "a role that is replaced by one of the same name",
    stacks: pipeline(
      {},
      { "aws_iam_role.role": replace(FUNCTION_ROLE, { inline_policy: undefined }, { inline_policy: true }) },
    ),
    found: ["medium role-replaced consumer aws_iam_role.role: The role handler-role is replaced"],
  },
  {
    what: "a new role that may do nothing",
    stacks: pipeline(
      {},
      {
        "aws_iam_role.other": create({ name: "other", assume_role_policy: FUNCTION_ROLE.assume_role_policy }),
      },
    ),
    found: [
      "high unexpected-access consumer aws_iam_role.other: Lambda gains AssumeRole, AssumeRole without external ID on role other: allowed by LambdaAssumes (consumer aws_iam_role.other)",
    ],
  },
]);
