import { CROSS_ACCOUNT } from "../config/sample";
import { policyOf, resource, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const because = "The tests want it";
const PERMISSIONS = {
  "consumers.handler.function.permissions": [
    {
      actions: ["s3:PutObject"],
      resources: ["arn:aws:s3:::archive/*"],
      conditions: { StringEquals: { "s3:x-amz-acl": ["private"] } },
      because,
      wildcardBecause: because,
    },
    { eventBus: "orders", because },
  ],
  "consumers.handler.readerApi.function.permissions": [{ queue: "asked", because }],
};

test("each entry is a statement of the function's own policy", () => {
  // Prepare
  const synthesized = synthesize({ ...structuredClone(CROSS_ACCOUNT), ...PERMISSIONS }, folder);
  const policy = (name: string) => resource(synthesized, "consumer", "aws_iam_role_policy", name);

  // Act
  const [handler, reader] = [policy("role_own_policy"), policy("reader_role_own_policy")];

  // Assess
  expect(policyOf(handler)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "MayPutEventsOntoBusOrders",
        Effect: "Allow",
        Action: ["events:PutEvents"],
        Resource: ["arn:aws:events:eu-central-1:222222222222:event-bus/orders"],
      },
      {
        Sid: "MayS3PutObject",
        Effect: "Allow",
        Action: ["s3:PutObject"],
        Resource: ["arn:aws:s3:::archive/*"],
        Condition: { StringEquals: { "s3:x-amz-acl": ["private"] } },
      },
    ],
  });
  expect(policyOf(reader)).toMatchObject({ Statement: [{ Sid: "MaySendToQueueAsked" }] });
  expect(() => policy("switcher_role_own_policy")).toThrow("no aws_iam_role_policy.switcher_role_own_policy");
});

test("a permission adds a policy and leaves everything else as it is; the mapping waits for both", () => {
  // Prepare
  const { "consumers.handler.function.permissions": own } = PERMISSIONS;

  // Act
  const [before, after] = [
    synthesize({}, folder),
    synthesize({ "consumers.handler.function.permissions": own }, folder),
  ];

  // Assess
  const { aws_iam_role_policy: policies = {}, aws_lambda_event_source_mapping: mappings = {} } =
    after.stacks.consumer?.resource ?? {};
  const { role_own_policy: _own, ...others } = policies;
  const mapping = mappings.mapping_changes;
  expect(mapping?.depends_on).toEqual([
    "aws_iam_role_policy.role_policy",
    "aws_iam_role_policy.role_own_policy",
  ]);
  expect({
    ...after.stacks.consumer?.resource,
    aws_iam_role_policy: others,
    aws_lambda_event_source_mapping: {
      mapping_changes: { ...mapping, depends_on: ["aws_iam_role_policy.role_policy"] },
    },
  }).toEqual(before.stacks.consumer?.resource);
});
