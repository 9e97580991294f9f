import { failsOn } from "../../../review/fails-on";
import {
  destroy,
  FUNCTION,
  MAPPING,
  pipeline,
  policy,
  reader,
  STREAM_POLICY,
  TABLE,
  update,
} from "./pipeline";
import { reviewOf } from "./plan";

const HARMLESS = pipeline({}, { "aws_lambda_function.function": update(FUNCTION, { timeout: 60 }) });
const MEDIUM = pipeline({}, { "aws_lambda_event_source_mapping.mapping_changes": destroy(MAPPING) });
const HIGH = pipeline({ "aws_dynamodb_table.table": update(TABLE, { deletion_protection_enabled: false }) });
const WIDER = pipeline({
  "aws_dynamodb_resource_policy.stream_policy": update(STREAM_POLICY, {
    policy: policy(reader(undefined, { Action: ["dynamodb:GetRecords", "dynamodb:ListShards"] })),
  }),
});

test.each([
  ["harmless", HARMLESS, { high: false, any: false, "access-gained": false }],
  ["medium", MEDIUM, { high: false, any: true, "access-gained": false }],
  ["high", HIGH, { high: true, any: true, "access-gained": false }],
  ["wider", WIDER, { high: true, any: true, "access-gained": true }],
])("%s plans", async (_what, stacks, expected) => {
  // Prepare
  const review = await reviewOf(stacks);

  // Act
  const failing = {
    high: failsOn(review, "high"),
    any: failsOn(review, "any"),
    "access-gained": failsOn(review, "access-gained"),
  };

  // Assess
  expect(failing).toEqual(expected);
});
