import { failureBucketName } from "../../../config/bucket-names";
import { checkEnvironment } from "../../../config/load-environment";
import type { ConsumerConfig, Environment } from "../../../config/schema";
import { type Content, edited } from "./sample";

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
