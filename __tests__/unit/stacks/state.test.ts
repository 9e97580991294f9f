import { expression, type Synthesized, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

function remoteStateOf({ stacks }: Synthesized) {
  return stacks.consumer?.data?.terraform_remote_state?.source_changes;
}

test("local state lies beside the output folder, and its reader looks there", () => {
  // Prepare
  const edits = { backend: { type: "local" } };

  // Act
  const synthesized = synthesize(edits, folder);

  // Assess
  expect(synthesized.stacks.source?.terraform.backend).toEqual({
    local: { path: "../../../terraform.test.source.tfstate" },
  });
  expect(synthesized.stacks.consumer?.terraform.backend).toEqual({
    local: { path: "../../../terraform.test.consumer.tfstate" },
  });
  expect(remoteStateOf(synthesized)).toMatchObject({
    backend: "local",
    config: { path: "../../../terraform.test.source.tfstate" },
  });
});

test("state in S3: one object a stack, encrypted, locked by a file; the reader needs no lock", () => {
  // Prepare
  const kmsKeyId = "arn:aws:kms:eu-west-1:333333333333:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";
  const roleArn = "arn:aws:iam::333333333333:role/State";
  const backend = { type: "s3", bucket: "states", keyPrefix: "a/b", region: "eu-west-1", kmsKeyId, roleArn };
  const common = {
    assume_role: { role_arn: roleArn, session_name: "terraform-state" },
    bucket: "states",
    encrypt: true,
    key: "a/b/source.tfstate",
    kms_key_id: kmsKeyId,
    region: "eu-west-1",
  };

  // Act
  const synthesized = synthesize({ backend }, folder);

  // Assess
  expect(synthesized.stacks.source?.terraform).toMatchObject({ required_version: ">= 1.10.0" });
  expect(synthesized.stacks.source?.terraform.backend).toEqual({ s3: { ...common, use_lockfile: true } });
  expect(remoteStateOf(synthesized)?.backend).toBe("s3");
  expect(remoteStateOf(synthesized)?.config).toEqual(common);
});

test("state in S3 with as little as possible: the environment's region, no lock file if told so", () => {
  // Prepare
  const backend = { type: "s3", bucket: "states", keyPrefix: "a", lockFile: false };

  // Act
  const { stacks } = synthesize({ backend }, folder);

  // Assess
  expect(stacks.consumer?.terraform).toMatchObject({ required_version: ">= 1.5.0" });
  expect(stacks.consumer?.terraform.backend).toEqual({
    s3: { bucket: "states", encrypt: true, key: "a/consumer.tfstate", region: "eu-central-1" },
  });
});

test("state in Terraform Cloud: a named workspace a stack, and no token anywhere", () => {
  // Prepare
  const backend = {
    type: "cloud",
    hostname: "tfe.example.com",
    organization: "example",
    project: "streams",
    workspacePrefix: "prod-",
  };

  // Act
  const synthesized = synthesize({ backend }, folder);

  // Assess
  expect(synthesized.stacks.source?.terraform).not.toHaveProperty("backend");
  expect(synthesized.stacks.source?.terraform.cloud).toEqual({
    hostname: "tfe.example.com",
    organization: "example",
    workspaces: { name: "prod-source", project: "streams" },
  });
  expect(remoteStateOf(synthesized)?.backend).toBe("remote");
  expect(remoteStateOf(synthesized)?.config).toEqual({
    hostname: "tfe.example.com",
    organization: "example",
    workspaces: { name: "prod-source" },
  });
  expect(Object.values(synthesized.texts).join()).not.toContain('"token"');
});

test("a reader of a source that is not there says what to deploy first", () => {
  // Prepare
  const edits = { "sources.changes.encryption": { type: "customer-managed" } };

  // Act
  const reader = remoteStateOf(synthesize(edits, folder));

  // Assess
  expect(reader?.defaults).toEqual({ key_arn: "", stream_arn: "" });
  expect(reader?.lifecycle).toEqual({
    precondition: [
      {
        condition: expression(
          `fileexists("${expression("path.module")}/../../../terraform.test.source.tfstate")`,
        ),
        error_message: "The stack source was never deployed. Deploy it first: cdktf deploy source",
      },
    ],
    postcondition: ["stream_arn", "key_arn"].map((output) => ({
      condition: `\${self.outputs.${output} != ""}`,
      error_message: `The stack "source" has no output "${output}" yet. Deploy it first: cdktf deploy source`,
    })),
  });
});

test.each([
  { type: "s3", bucket: "states", keyPrefix: "a" },
  { type: "cloud", organization: "example", workspacePrefix: "prod-" },
])("state in $type: the line that Terraform quotes if there is none says what to deploy first", (backend) => {
  // Act
  const reader = remoteStateOf(synthesize({ backend }, folder));

  // Assess
  expect(reader?.lifecycle).not.toHaveProperty("precondition");
  expect(reader?.workspace).toBe(
    expression('"default" /* The stack source was never deployed. Deploy it first: cdktf deploy source */'),
  );
});
