import { policiesOf, policyIn } from "../../../synthesized/policies";
import { resourcesOf } from "../../../synthesized/resources";
import { stackWith } from "../support/stack-with";
import { expression } from "../support/synthesize";

const TEXT = '{"Version":"2012-10-17","Statement":[]}';
const DOCUMENT = { Version: "2012-10-17", Statement: [] };

test.each([
  [
    "a stream's",
    "aws_dynamodb_resource_policy",
    { policy: TEXT, resource_arn: "arn:aws:dynamodb:eu-central-1:111111111111:table/T/stream/S" },
    { kind: "stream", attachedTo: "arn:aws:dynamodb:eu-central-1:111111111111:table/T/stream/S" },
  ],
  [
    "an inline one",
    "aws_iam_role_policy",
    { policy: TEXT, role: "role" },
    { kind: "inline", attachedTo: "role" },
  ],
  [
    "an inline one in a block of the role",
    "aws_iam_role",
    { name: "role", inline_policy: [{ name: "inline", policy: TEXT }] },
    { kind: "inline", attachedTo: "role" },
  ],
  ["a managed one", "aws_iam_policy", { policy: TEXT }, { kind: "managed" }],
  ["a trust policy", "aws_iam_role", { name: "role", assume_role_policy: TEXT }, { kind: "trust" }],
  ["a key's", "aws_kms_key", { policy: TEXT }, { kind: "key" }],
  ["a bucket's", "aws_s3_bucket_policy", { policy: TEXT, bucket: "b" }, { kind: "bucket", attachedTo: "b" }],
  ["a queue's, which has no kind of its own", "aws_sqs_queue", { policy: TEXT }, { kind: "other" }],
])("a policy is found: %s", (_what, type, element, expected) => {
  // Prepare
  const stack = stackWith({ [type]: { name: element } });

  // Act
  const policies = policiesOf([stack]);

  // Assess
  expect(policies).toEqual([{ stack, address: `${type}.name`, text: TEXT, document: DOCUMENT, ...expected }]);
});

test("a text without statements is no policy, unless it stands where policies are expected", () => {
  // Prepare
  const stack = stackWith({
    aws_sqs_queue: { queue: { name: "queue", redrive_policy: '{"maxReceiveCount":3}' } },
    aws_iam_policy: { policy: { name: "policy", policy: expression("data.aws_iam_policy_document.d.json") } },
  });

  // Act
  const policies = policiesOf([stack]);

  // Assess
  expect(policies).toEqual([
    {
      stack,
      kind: "managed",
      address: "aws_iam_policy.policy",
      text: expression("data.aws_iam_policy_document.d.json"),
      document: undefined,
    },
  ]);
});

test("expressions are substituted in the policy and in what it is attached to", () => {
  // Prepare
  const stream = expression("aws_dynamodb_table.table.stream_arn");
  const policy = JSON.stringify({ Statement: { Effect: "Allow", Resource: stream } });
  const stack = stackWith({
    aws_dynamodb_table: { table: { name: "T" } },
    aws_dynamodb_resource_policy: { policy: { resource_arn: stream, policy } },
  });

  // Act
  const policies = policiesOf([stack]);

  // Assess
  const arn = "arn:aws:dynamodb:eu-central-1:111111111111:table/T/stream/2026-01-01T00:00:00.000";
  expect(policies).toMatchObject([
    { attachedTo: arn, document: { Statement: { Effect: "Allow", Resource: arn } } },
  ]);
});

test("the policy of a resource itself is told from those of other stacks with the same address", () => {
  // Prepare
  const first = stackWith({ aws_kms_key: { key: { policy: TEXT } } }, { name: "first" });
  const second = stackWith({ aws_kms_key: { key: { policy: TEXT } } }, { name: "second" });
  const stacks = [first, second];
  const [, key] = resourcesOf(stacks);

  // Act
  const policies = ["key" as const, "trust" as const].map(
    (kind) => key && policyIn(key, kind, policiesOf(stacks)),
  );

  // Assess
  expect(policies.map((policy) => policy?.stack.name)).toEqual(["second", undefined]);
});
