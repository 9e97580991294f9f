import { partitionOf, roleArn } from "../../../config/arns";
import { failureBucketName } from "../../../config/bucket-names";
import { checkEnvironment } from "../../../config/load-environment";
import { accountOf, regionOf } from "../../../config/placement";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import { stackNames } from "../../../config/stack-names";
import { type Content, edited, sampleConsumer } from "./sample";

function environmentOf(edits: Content): Environment {
  const { environment } = checkEnvironment(edited(edits));
  if (!environment) throw new Error("the sample is malformed");
  return environment;
}

function handlerOf(environment: Environment): ConsumerConfig {
  const { handler } = environment.consumers;
  if (!handler) throw new Error("the sample has no handler");
  return handler;
}

test("stacks have plain names when there is one of a kind", () => {
  // Prepare
  const environment = environmentOf({});

  // Act
  const names = stackNames(environment);

  // Assess
  expect(names).toEqual({ sources: { changes: "source" }, consumers: { handler: "consumer" } });
});

test("stacks are named after their keys when there are several of a kind", () => {
  // Prepare
  const environment = environmentOf({ "consumers.audit": sampleConsumer("audit") });

  // Act
  const names = stackNames(environment);

  // Assess
  expect(names).toEqual({
    sources: { changes: "source" },
    consumers: { handler: "consumer-handler", audit: "consumer-audit" },
  });
});

test.each([
  { region: "eu-central-1", partition: "aws" },
  { region: "cn-north-1", partition: "aws-cn" },
  { region: "us-gov-west-1", partition: "aws-us-gov" },
])("$region is of the partition $partition", ({ region, partition }) => {
  // Prepare: nothing

  // Act
  const arn = roleArn("111111111111", "reader", region);

  // Assess
  expect(partitionOf(region)).toBe(partition);
  expect(arn).toBe(`arn:${partition}:iam::111111111111:role/reader`);
});

test("a part's own region goes before the environment's", () => {
  // Prepare
  const environment = { region: "eu-central-1" };

  // Act
  const regions = [regionOf({ region: "us-east-1" }, environment), regionOf({}, environment)];

  // Assess
  expect(regions).toEqual(["us-east-1", "eu-central-1"]);
});

test.each([
  { edits: { "consumers.handler.function.name": "MyFn" }, name: "myfn-failures-222222222222-eu-central-1" },
  { edits: { "consumers.handler.failureBucketName": "my-failures" }, name: "my-failures" },
])("the failure bucket is $name", ({ edits, name }) => {
  // Prepare
  const environment = environmentOf(edits);

  // Act
  const bucket = failureBucketName(handlerOf(environment), environment);

  // Assess
  expect(bucket).toBe(name);
});

test("an account that is not there is a fault of the program", () => {
  // Prepare
  const environment = environmentOf({});

  // Act
  const act = () => accountOf({ account: "nobody" }, environment);

  // Assess
  expect(act).toThrow("accounts.nobody is not defined: take environments from loadEnvironment only");
});
