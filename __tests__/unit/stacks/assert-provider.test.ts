import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { App, TerraformHclModule, Testing } from "cdktf";
import { AccountStack } from "../../../stacks/account-stack";
import { assertProviderEverywhere } from "../../../stacks/assert-provider";

function sampleStack(): AccountStack {
  return new AccountStack(new App({ stackTraces: false }), "sample", {
    account: { id: "111111111111", deployRole: null, tags: {} },
    region: "eu-central-1",
    state: { backend: { type: "local" }, environmentName: "test", region: "eu-central-1" },
  });
}

test("resources and data sources get the stack's provider", () => {
  // Prepare
  const stack = sampleStack();
  new S3Bucket(stack, "bucket", { bucket: "a-bucket" });
  new DataAwsCallerIdentity(stack, "caller");

  // Act
  const json = JSON.parse(Testing.synth(stack, true));

  // Assess
  expect(json.resource.aws_s3_bucket.bucket.provider).toBe("aws.account");
  expect(json.data.aws_caller_identity.caller.provider).toBe("aws.account");
});

test("an element of another provider is refused", () => {
  // Prepare
  const stack = sampleStack();
  const other = new AwsProvider(stack, "other", { alias: "other" });
  new S3Bucket(stack, "bucket", { bucket: "a-bucket", provider: other });

  // Act
  const synthesis = () => Testing.synth(stack, true);

  // Assess
  expect(synthesis).toThrow(
    "sample/bucket: uses the provider aws.other, but UseProvider assigns aws.account here",
  );
});

test("a module is refused", () => {
  // Prepare
  const stack = sampleStack();
  new TerraformHclModule(stack, "module", { source: "example/module/aws" });

  // Act
  const synthesis = () => Testing.synth(stack, true);

  // Assess
  expect(synthesis).toThrow("sample/module: a module gets no provider from its stack");
});

test("an element that slips past the aspect is found in the JSON", () => {
  // Prepare
  const stack = sampleStack();
  stack.addOverride("resource.aws_s3_bucket.stray", { bucket: "stray" });
  stack.addOverride("data.aws_caller_identity.stray", {});

  // Act
  const synthesis = () => Testing.synth(stack, true);

  // Assess
  expect(synthesis).toThrow(
    "not on the stack's provider aws.account: aws_s3_bucket.stray, data.aws_caller_identity.stray",
  );
});

test("elements of other kinds of provider need no AWS provider", () => {
  // Prepare
  const json = { resource: { terraform_data: { a: {} } }, data: { terraform_remote_state: { b: {} } } };

  // Act
  const assertion = () => assertProviderEverywhere(json, "aws.account");

  // Assess
  expect(assertion).not.toThrow();
});
