import { loadEnvironment } from "../../../config/load-environment";
import { stateBucketOf } from "../../../sandbox/state-bucket";

test("the state bucket belongs to the account of the role that Terraform assumes", () => {
  // Prepare
  const { environment } = loadEnvironment("example");

  // Act
  const bucket = stateBucketOf(environment);

  // Assess
  expect(bucket).toEqual({
    bucket: "example-org-terraform-state",
    keyPrefix: "cross-account-streams/example",
    region: "eu-central-1",
    accountId: "345678901234",
    roleName: "TerraformState",
    kmsKeyId: "arn:aws:kms:eu-central-1:345678901234:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11",
  });
});

test("without a role it is the caller's, in the environment's region", () => {
  // Prepare
  const { environment } = loadEnvironment("example-reaching");

  // Act
  const bucket = stateBucketOf(environment);

  // Assess
  expect(bucket).toEqual({
    bucket: "example-org-terraform-state",
    keyPrefix: "cross-account-streams/example-reaching",
    region: "eu-central-1",
    accountId: "000000000000",
  });
});

test.each(["sandbox", "terraform-cloud"])("the environment %s has none", (name) => {
  // Prepare
  const { environment } = loadEnvironment(name);

  // Act
  const bucket = stateBucketOf(environment);

  // Assess
  expect(bucket).toBeUndefined();
});
