import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Aspects, TerraformHclModule } from "cdktf";
import { Construct } from "constructs";
import { UseProvider } from "../../../constructs/use-provider";
import { synthAlone } from "../support/synth-alone";

/** A provider of an account, and an aspect that assigns it to all of a scope. */
function useAccount(scope: Construct, alias: string): void {
  const provider = new AwsProvider(scope, "provider", { alias, region: "eu-central-1" });
  Aspects.of(scope).add(new UseProvider(provider));
}

test("every AWS resource and data source of a stack gets its provider", () => {
  // Act
  const { resource, data } = synthAlone((stack) => {
    useAccount(stack, "account");
    new S3Bucket(new Construct(stack, "nested"), "bucket", { bucket: "a-bucket" });
    new DataAwsCallerIdentity(stack, "caller");
  });

  // Assess
  expect(resource?.aws_s3_bucket).toEqual({ nested_bucket: { bucket: "a-bucket", provider: "aws.account" } });
  expect(data?.aws_caller_identity).toEqual({ caller: { provider: "aws.account" } });
});

test("two parts of one stack can have providers of their own", () => {
  // Act
  const { resource } = synthAlone((stack) => {
    for (const account of ["source", "consumer"]) {
      const part = new Construct(stack, account);
      useAccount(part, account);
      new S3Bucket(part, "bucket", { bucket: `${account}-bucket` });
    }
  });

  // Assess
  expect(resource?.aws_s3_bucket).toEqual({
    source_bucket: { bucket: "source-bucket", provider: "aws.source" },
    consumer_bucket: { bucket: "consumer-bucket", provider: "aws.consumer" },
  });
});

test("an element of another provider is refused", () => {
  // Act
  const act = () =>
    synthAlone((stack) => {
      useAccount(stack, "account");
      const provider = new AwsProvider(stack, "other", { alias: "other" });
      new S3Bucket(stack, "bucket", { bucket: "a-bucket", provider });
    });

  // Assess
  expect(act).toThrow(
    "stack/bucket: uses the provider aws.other, but UseProvider assigns aws.account here; " +
      "move the element to the stack of its own account",
  );
});

test("a module is refused", () => {
  // Act
  const act = () =>
    synthAlone((stack) => {
      useAccount(stack, "account");
      new TerraformHclModule(stack, "module", { source: "example/module/aws" });
    });

  // Assess
  expect(act).toThrow("stack/module: a module gets no provider from its stack; write it as a construct");
});
