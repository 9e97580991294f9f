import { siteEnvironment } from "../../../assumptions/site/site-stacks";
import { terraformText } from "../../../assumptions/site/terraform-text";
import { failureBucketName } from "../../../config/bucket-names";
import { fromLoaded } from "../../../config/loaded";
import { synthesizeTemporarily } from "../../../stacks/synthesize-temporarily";

const PLACE = {
  accounts: {
    source: { id: "111111111111", deployRole: "Admin" },
    consumer: { id: "222222222222", deployRole: "Admin" },
  },
  // As long as names of regions get.
  region: "ap-southeast-2",
};

test("the stacks of the trials pass the checks and the guards of every other environment", () => {
  // Prepare
  const environment = siteEnvironment(PLACE, "0a1b2c3d");
  // Act
  const stacks = synthesizeTemporarily({ name: "assumptions", file: "", environment, warnings: [] });
  // Assess
  expect(stacks.map(({ name, accountId }) => [name, accountId]).sort()).toEqual([
    ["consumer-kms", "222222222222"],
    ["consumer-plain", "222222222222"],
    ["source-kms", "111111111111"],
    ["source-plain", "111111111111"],
  ]);
  expect(environment.sandbox).toBe(false);
});

test("names of buckets fit into their limit", () => {
  // Prepare
  const environment = siteEnvironment(PLACE, "0a1b2c3d");
  // Act
  const bucket = failureBucketName(fromLoaded(environment.consumers.plain, "consumers.plain"), environment);
  // Assess
  expect(bucket).toBe("assume-0a1b2c3d-plain-failures-222222222222-ap-southeast-2");
  expect(bucket.length).toBeLessThanOrEqual(63);
});

test("only the plain pair names the role in another way", () => {
  // Act
  const { sources } = siteEnvironment(PLACE, "0a1b2c3d", "role-arn");
  // Assess
  expect(Object.entries(sources).map(([key, { readers }]) => [key, readers[0]?.grant])).toEqual([
    ["plain", "role-arn"],
    ["kms", "principal-arn"],
  ]);
});

test("Terraform's message is one line, from its error on, and not endless", () => {
  // Prepare
  const output = `\`terraform apply\` ended with exit code 1:\nCreating...\n╷\n│ Error: no\n│ \n│   with aws_x.y\n╵`;
  // Act
  const text = terraformText(new Error(output));
  // Assess
  expect(text).toBe("Error: no with aws_x.y");
  expect(terraformText(new Error("x".repeat(1000)))).toHaveLength(601);
});
