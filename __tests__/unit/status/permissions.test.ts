import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { status } from "../../../status/status";
import { environmentOf, optionsOf, World } from "./world";

/** The permission that each request takes (Service Authorization Reference). */
const PERMISSIONS: Readonly<Record<string, string>> = {
  DescribeAlarmsCommand: "cloudwatch:DescribeAlarms",
  DescribeTableCommand: "dynamodb:DescribeTable",
  GetFunctionConfigurationCommand: "lambda:GetFunctionConfiguration",
  GetMetricDataCommand: "cloudwatch:GetMetricData",
  GetResourcePolicyCommand: "dynamodb:GetResourcePolicy",
  ListEventSourceMappingsCommand: "lambda:ListEventSourceMappings",
  ListObjectsV2Command: "s3:ListBucket",
};

test("the documented permissions are those of the requests that are sent", async () => {
  // Prepare
  const world = new World();
  world.answers();
  const text = readFileSync(join(PROJECT_ROOT, "docs/status.md"), "utf8");
  const [, section = ""] = text.split("### Permissions of the status\n");
  const documented = [...(section.split("\n\n")[1] ?? "").matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, one]) => one,
  );

  // Act
  await status(environmentOf(), optionsOf());

  // Assess
  expect(documented.sort()).toEqual(
    world
      .requests()
      .map((request) => PERMISSIONS[request] ?? request)
      .sort(),
  );
});
