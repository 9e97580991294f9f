import { attributeOf } from "../../../synthesized/references";
import { resourcesOf } from "../../../synthesized/resources";
import { SAMPLES } from "../../../synthesized/samples";
import { stackWith } from "../support/stack-with";

/** What a resource of the type has in its JSON, and its samples. */
const EXPECTED: Readonly<Record<string, string>> = {
  "aws_dynamodb_table.arn": "arn:aws:dynamodb:eu-central-1:111111111111:table/Given",
  "aws_dynamodb_table.id": "Given",
  "aws_dynamodb_table.stream_arn":
    "arn:aws:dynamodb:eu-central-1:111111111111:table/Given/stream/2026-01-01T00:00:00.000",
  "data.aws_dynamodb_table.arn": "arn:aws:dynamodb:eu-central-1:111111111111:table/Given",
  "data.aws_dynamodb_table.stream_arn":
    "arn:aws:dynamodb:eu-central-1:111111111111:table/Given/stream/2026-01-01T00:00:00.000",
  "aws_kms_key.arn": "arn:aws:kms:eu-central-1:111111111111:key/92401bac-5a64-4e11-9d2c-5acf7cd06185",
  "aws_kms_key.key_id": "92401bac-5a64-4e11-9d2c-5acf7cd06185",
  "aws_iam_role.arn": "arn:aws:iam::111111111111:role/Given",
  "aws_iam_policy.arn": "arn:aws:iam::111111111111:policy/Given",
  "aws_iam_role.id": "Given",
  "aws_iam_role.name": "Given",
  "aws_s3_bucket.arn": "arn:aws:s3:::Given",
  "aws_s3_bucket.bucket": "Given",
  "aws_s3_bucket.id": "Given",
  "aws_cloudwatch_log_group.arn": "arn:aws:logs:eu-central-1:111111111111:log-group:Given",
  "aws_lambda_function.arn": "arn:aws:lambda:eu-central-1:111111111111:function:Given",
  "aws_sqs_queue.arn": "arn:aws:sqs:eu-central-1:111111111111:Given",
  "aws_sns_topic.arn": "arn:aws:sns:eu-central-1:111111111111:Given",
  "aws_api_gateway_rest_api.execution_arn": "arn:aws:execute-api:eu-central-1:111111111111:92401bac5a",
  "aws_apigatewayv2_api.execution_arn": "arn:aws:execute-api:eu-central-1:111111111111:92401bac5a",
};

/** A resource of each type; the same name stands wherever a type wants it. */
function resourceOf(type: string, region = "eu-central-1") {
  const element = { name: "Given", bucket: "Given", function_name: "Given" };
  const stack = stackWith({ [type]: { logical: element } }, { region });
  const [resource] = resourcesOf([stack]);
  if (!resource) throw new Error("the stack has no resource");
  return { resource, stack };
}

test("every attribute with a sample is tested", () => {
  expect(Object.keys(EXPECTED)).toEqual(Object.keys(SAMPLES));
});

test.each(Object.entries(EXPECTED))(
  "%s has a sample of the form of the real value",
  (attribute, expected) => {
    // Prepare
    const type = attribute.slice(0, attribute.lastIndexOf("."));
    const { resource } = resourceOf(type.replace("data.", ""));

    // Act
    const sample = SAMPLES[attribute]?.(resource);

    // Assess
    expect(sample).toBe(expected);
  },
);

test.each([
  ["eu-central-1", "aws"],
  ["cn-north-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
])("ARNs of %s are of the partition %s", (region, partition) => {
  // Prepare
  const types = ["aws_dynamodb_table", "aws_iam_role", "aws_s3_bucket"];

  // Act
  const arns = types.map((type) => {
    const { resource, stack } = resourceOf(type, region);
    return attributeOf(resource, "arn", [stack]).split(":")[1];
  });

  // Assess
  expect(arns).toEqual([partition, partition, partition]);
});

test("a role's ARN has its path", () => {
  // Prepare
  const stack = stackWith({ aws_iam_role: { role: { name: "reader", path: "/team/" } } });
  const [role] = resourcesOf([stack]);

  // Act
  const arn = role && attributeOf(role, "arn", [stack]);

  // Assess
  expect(arn).toBe("arn:aws:iam::111111111111:role/team/reader");
});

test("resources whose names AWS is to choose never share a sample", () => {
  // Prepare
  const buckets = { aws_s3_bucket: { one: {}, two: {} } };
  const stacks = [stackWith(buckets), stackWith(buckets, { name: "second" })];

  // Act
  const arns = resourcesOf(stacks).map((bucket) => attributeOf(bucket, "arn", stacks));

  // Assess
  expect(arns).toEqual([
    "arn:aws:s3:::own-one",
    "arn:aws:s3:::own-two",
    "arn:aws:s3:::second-one",
    "arn:aws:s3:::second-two",
  ]);
});
