import { stateGrants } from "../../../deploy-policy/state-grants";
import type { StackJson, TerraformJson } from "../../../synthesized/stack-json";
import { stackWith } from "../support/stack-with";

const BUCKET = "arn:aws:s3:::state";
const KEY = "arn:aws:kms:eu-west-1:345678901234:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

function stackIn(backend: TerraformJson["backend"], data: StackJson["data"] = {}) {
  return stackWith({}, { json: { data, terraform: { backend: backend ?? {} } } });
}

function s3(more: object = {}) {
  return { s3: { bucket: "state", key: "streams/source.tfstate", region: "eu-west-1", ...more } };
}

/** `action on resources (steps)`. */
function linesOf(stack: ReturnType<typeof stackIn>): string[] {
  return stateGrants(stack).map(
    ({ action, resources, steps }) => `${action} on ${resources.join(", ")} (${steps.join(", ")})`,
  );
}

test("state in S3: the bucket is listed, the stack's own object read and written", () => {
  // Act
  const lines = linesOf(stackIn(s3()));

  // Assess
  expect(lines).toEqual([
    `s3:ListBucket on ${BUCKET} (read)`,
    `s3:GetObject on ${BUCKET}/streams/source.tfstate (read)`,
    `s3:PutObject on ${BUCKET}/streams/source.tfstate (create, update, delete)`,
  ]);
});

test("a lock file is made and deleted by a plan, too", () => {
  // Act
  const lines = linesOf(stackIn(s3({ use_lockfile: true }))).slice(3);

  // Assess
  const lock = `${BUCKET}/streams/source.tfstate.tflock`;
  expect(lines).toEqual([
    `s3:GetObject on ${lock} (read)`,
    `s3:PutObject on ${lock} (read)`,
    `s3:DeleteObject on ${lock} (read)`,
  ]);
});

test("a stack that reads another's outputs reads its state, and no more", () => {
  // Prepare
  const config = { bucket: "state", key: "streams/orders.tfstate", region: "eu-west-1" };
  const data = { terraform_remote_state: { orders: { backend: "s3", config } } };

  // Act
  const lines = linesOf(stackIn({ local: {} }, data));

  // Assess
  expect(lines).toEqual([
    `s3:ListBucket on ${BUCKET} (read)`,
    `s3:GetObject on ${BUCKET}/streams/orders.tfstate (read)`,
  ]);
});

test.each([
  [
    "a key by its ARN",
    KEY,
    { resources: [KEY], conditions: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } },
  ],
  [
    "a key by its alias: any key of that account that has it",
    "arn:aws:kms:eu-west-1:345678901234:alias/state",
    {
      resources: ["arn:aws:kms:eu-west-1:345678901234:key/*"],
      conditions: {
        StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/state" },
      },
    },
  ],
])("state that is encrypted with %s", (_what, kms_key_id, target) => {
  // Act
  const grants = stateGrants(stackIn(s3({ kms_key_id }))).filter(({ action }) => action.startsWith("kms:"));

  // Assess
  expect(grants).toMatchObject([
    { action: "kms:Decrypt", steps: ["read"], ...target },
    { action: "kms:GenerateDataKey", steps: ["read"], ...target },
  ]);
});

test.each([
  ["in files", { local: { path: "source.tfstate" } }],
  ["in Terraform Cloud", {}],
])("state %s needs nothing of AWS", (_where, backend) => {
  // Act
  const grants = stateGrants(stackIn(backend));

  // Assess
  expect(grants).toEqual([]);
});
