import { stackGrants } from "../../../deploy-policy/stack-grants";
import type { ElementsJson, StackJson } from "../../../synthesized/stack-json";
import { stackWith } from "../support/stack-with";
import { expression } from "../support/synthesize";

const TAGGED: StackJson["provider"] = { aws: [{ default_tags: [{ tags: { Team: "orders" } }] }] };

/** What a stack with these resources needs, as `action on resources`. */
function needed(resource: ElementsJson, provider: StackJson["provider"] = { aws: [] }): string[] {
  const stack = stackWith(resource, { json: { resource, provider } });
  return stackGrants(stack, [stack]).map(({ action, resources }) => `${action} on ${resources.join(", ")}`);
}

test("a stream's policy: every step, on the streams of its table", () => {
  // Prepare
  const resource = {
    aws_dynamodb_table: { table: { name: "Orders", stream_enabled: true } },
    aws_dynamodb_resource_policy: {
      policy: { resource_arn: expression("aws_dynamodb_table.table.stream_arn") },
    },
  };
  const stack = stackWith(resource);
  const streams = "arn:aws:dynamodb:eu-central-1:111111111111:table/Orders/stream/*";
  const because = "DynamoDB labels a stream with the time of its creation";
  const common = { resources: [streams], because, place: "own aws_dynamodb_resource_policy.policy" };

  // Act
  const grants = stackGrants(stack, [stack]).filter(({ action }) => action.endsWith("ResourcePolicy"));

  // Assess
  expect(grants).toEqual([
    { ...common, action: "dynamodb:GetResourcePolicy", steps: ["read"] },
    { ...common, action: "dynamodb:PutResourcePolicy", steps: ["create", "update"] },
    { ...common, action: "dynamodb:DeleteResourcePolicy", steps: ["delete"] },
  ]);
});

test("a table that is read again by its name in the state needs nothing more; one of somebody else is only read", () => {
  // Prepare
  const table = { aws_dynamodb_table: { table: { name: "Orders" } } };
  const memory = {
    terraform_data: { name: { input: { value: expression("aws_dynamodb_table.table.id") } } },
  };
  const stackReading = (name: string) =>
    stackWith(
      {},
      { json: { resource: { ...table, ...memory }, data: { aws_dynamodb_table: { deployed: { name } } } } },
    );
  const [own, other] = [
    stackReading(expression("terraform_data.name.output.value")),
    stackReading("Another"),
  ];

  // Act
  const actions = stackGrants(own, [own]).map(({ action }) => action);
  const looked = stackGrants(other, [other]).filter(({ place }) => place?.includes(" data."));

  // Assess
  const without = stackWith(table);
  expect(actions).toEqual(stackGrants(without, [without]).map(({ action }) => action));
  expect(looked).toEqual(
    ["DescribeTable", "DescribeContinuousBackups", "DescribeTimeToLive", "ListTagsOfResource"].map(
      (name) => ({
        action: `dynamodb:${name}`,
        resources: ["arn:aws:dynamodb:eu-central-1:111111111111:table/Another"],
        steps: ["read"],
        place: "own data.aws_dynamodb_table.deployed",
      }),
    ),
  );
});

test("a key that is looked up is only described", () => {
  // Prepare
  const key = "arn:aws:kms:eu-central-1:222222222222:key/k-1";
  const stack = stackWith({}, { json: { data: { aws_kms_key: { table_key: { key_id: key } } } } });

  // Act
  const grants = stackGrants(stack, [stack]);

  // Assess
  expect(grants).toEqual([
    { action: "kms:DescribeKey", resources: [key], steps: ["read"], place: "own data.aws_kms_key.table_key" },
  ]);
});

test("a type that the table does not know is refused by name, with all others", () => {
  // Prepare
  const stack = stackWith(
    {},
    {
      json: {
        resource: { aws_sqs_queue: { queue: { name: "q" } }, aws_iam_role: { role: { name: "r" } } },
        data: { aws_region: { here: {} }, terraform_remote_state: { source: {} } },
      },
    },
  );

  // Act
  const act = () => stackGrants(stack, [stack]);

  // Assess
  const remedy = "Add what Terraform needs for it to deploy-policy/types/, with its source and a test.";
  expect(act).toThrow(
    `stack own: the table of permissions does not know the type aws_sqs_queue.\n${remedy}\n` +
      `stack own: the table of permissions does not know the type data.aws_region.\n${remedy}`,
  );
});

test("a name that AWS is to choose is refused: no policy could name the resource", () => {
  // Prepare
  const resource = { aws_dynamodb_table: { table: { name: expression("random_pet.name.id") } } };

  // Act
  const act = () => needed(resource);

  // Assess
  expect(act).toThrow(
    `own aws_dynamodb_table.table: \`name\` is not known before the apply (${expression("random_pet.name.id")}), so no policy can name the resource.\nGive the resource a \`name\` of your own.`,
  );
});

test("tags are allowed where there are some", () => {
  // Prepare
  const resource = { aws_iam_role: { role: { name: "reader", path: "/team/" } } };

  // Act
  const [without, tagged] = [needed(resource), needed(resource, TAGGED)];

  // Assess
  const arn = "arn:aws:iam::111111111111:role/team/reader";
  expect(tagged.filter((line) => !without.includes(line))).toEqual([
    `iam:TagRole on ${arn}`,
    `iam:UntagRole on ${arn}`,
  ]);
});

test("a function may be given its role, and nothing but Lambda may get it", () => {
  // Prepare
  const role = expression("aws_iam_role.role.arn");
  const resource = {
    aws_iam_role: { role: { name: "reader", path: "/team/" } },
    aws_lambda_function: { fn: { function_name: "orders", role } },
  };
  const stack = stackWith(resource);

  // Act
  const grants = stackGrants(stack, [stack]).filter(({ action }) => action === "iam:PassRole");

  // Assess
  expect(grants).toMatchObject([
    {
      resources: ["arn:aws:iam::111111111111:role/team/reader"],
      conditions: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
  ]);
});

const CONCURRENCY = /^lambda:\w+FunctionConcurrency/;

test.each([
  ["with reserved concurrency", { reserved_concurrent_executions: 0 }, 2],
  ["without", {}, 0],
])("concurrency is only allowed %s", (_what, setting, count) => {
  // Prepare
  const fn = { function_name: "orders", role: "arn:aws:iam::111111111111:role/r", ...setting };

  // Act
  const lines = needed({ aws_lambda_function: { fn } });

  // Assess
  expect(lines.filter((line) => CONCURRENCY.test(line))).toHaveLength(count);
});

const KEY = "arn:aws:kms:eu-central-1:111111111111:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

test.each([
  ["a given key: exactly that", KEY, [KEY]],
  [
    "a key of the stack: any of the account, for KMS chooses its ID",
    expression("aws_kms_key.key.arn"),
    ["arn:aws:kms:eu-central-1:111111111111:key/*"],
  ],
])("DynamoDB may use %s", (_what, kms_key_arn, resources) => {
  // Prepare
  const table = { name: "Orders", server_side_encryption: { enabled: true, kms_key_arn } };
  const stack = stackWith({ aws_dynamodb_table: { table } });

  // Act
  const grants = stackGrants(stack, [stack]).filter(({ action }) => action === "kms:CreateGrant");

  // Assess
  expect(grants).toMatchObject([
    {
      resources,
      conditions: { StringEquals: { "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" } },
    },
  ]);
});

test("without a key of its own, a table needs nothing of KMS", () => {
  // Act
  const lines = needed({ aws_dynamodb_table: { table: { name: "Orders" } } });

  // Assess
  expect(lines.filter((line) => line.startsWith("kms:"))).toEqual([]);
});

test("only a bucket that may go with all it holds may be emptied", () => {
  // Prepare
  const emptying = (force_destroy: boolean) =>
    needed({ aws_s3_bucket: { bucket: { bucket: "failures", force_destroy } } });

  // Act
  const [kept, expendable] = [emptying(false), emptying(true)];

  // Assess
  expect(expendable.filter((line) => !kept.includes(line))).toEqual([
    "s3:ListBucketVersions on arn:aws:s3:::failures",
    "s3:DeleteObject on arn:aws:s3:::failures/*",
    "s3:DeleteObjectVersion on arn:aws:s3:::failures/*",
  ]);
});

test("ARNs are those of the region's partition", () => {
  // Prepare
  const resource = {
    aws_s3_bucket_versioning: { versioning: { bucket: "failures" } },
    aws_apigatewayv2_route: { route: {} },
  };
  const stack = stackWith(resource, { region: "cn-north-1" });

  // Act
  const arns = stackGrants(stack, [stack]).flatMap(({ resources }) => resources);

  // Assess
  expect([...new Set(arns)]).toEqual([
    "arn:aws-cn:s3:::failures",
    "arn:aws-cn:apigateway:cn-north-1::/apis/*/routes",
    "arn:aws-cn:apigateway:cn-north-1::/apis/*/routes/*",
  ]);
});

test("a table that scales: its targets by pattern, limited to the dimension, and the alarms of its own name", () => {
  // Prepare
  const resource = {
    aws_dynamodb_table: { table: { name: "Orders" } },
    aws_appautoscaling_target: {
      target: {
        service_namespace: "dynamodb",
        resource_id: `table/${expression("aws_dynamodb_table.table.name")}`,
        scalable_dimension: "dynamodb:table:ReadCapacityUnits",
      },
    },
    aws_appautoscaling_policy: {
      policy: {
        service_namespace: expression("aws_appautoscaling_target.target.service_namespace"),
        resource_id: expression("aws_appautoscaling_target.target.resource_id"),
        scalable_dimension: expression("aws_appautoscaling_target.target.scalable_dimension"),
      },
    },
  };
  const stack = stackWith(resource);

  // Act
  const lines = stackGrants(stack, [stack])
    .filter(({ place }) => place?.includes("appautoscaling"))
    .map(({ action, resources, steps }) => `${action} on ${resources.join(", ")} to ${steps.join(", ")}`);
  const conditions = stackGrants(stack, [stack])
    .filter(({ action }) => /PutScalingPolicy|RegisterScalable|ServiceLinked/.test(action))
    .map((grant) => grant.conditions);

  // Assess
  const targets = "arn:aws:application-autoscaling:eu-central-1:111111111111:scalable-target/*";
  const alarms = "arn:aws:cloudwatch:eu-central-1:111111111111:alarm:TargetTracking-table/Orders-*";
  const scaler = "dynamodb.application-autoscaling.amazonaws.com";
  const role = `arn:aws:iam::111111111111:role/aws-service-role/${scaler}/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`;
  expect(lines.sort()).toEqual(
    [
      "application-autoscaling:DescribeScalableTargets on * to read",
      `application-autoscaling:RegisterScalableTarget on ${targets} to create, update`,
      `application-autoscaling:DeregisterScalableTarget on ${targets} to delete`,
      `application-autoscaling:ListTagsForResource on ${targets} to read`,
      `iam:CreateServiceLinkedRole on ${role} to create`,
      "application-autoscaling:DescribeScalingPolicies on * to read",
      `application-autoscaling:PutScalingPolicy on ${targets} to create, update`,
      `application-autoscaling:DeleteScalingPolicy on ${targets} to delete`,
      `cloudwatch:DescribeAlarms on ${alarms} to create, update, delete`,
      `cloudwatch:PutMetricAlarm on ${alarms} to create, update`,
      `cloudwatch:DeleteAlarms on ${alarms} to update, delete`,
    ].sort(),
  );
  const ofReads = {
    StringEquals: {
      "application-autoscaling:service-namespace": "dynamodb",
      "application-autoscaling:scalable-dimension": "dynamodb:table:ReadCapacityUnits",
    },
  };
  const ofScaler = { StringEquals: { "iam:AWSServiceName": scaler } };
  expect(conditions).toHaveLength(3);
  expect(conditions).toEqual(expect.arrayContaining([ofReads, ofScaler]));
});
