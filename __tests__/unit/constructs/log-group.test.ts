import { TerraformOutput } from "cdktf";
import { LogGroup, type LogGroupProps } from "../../../constructs/log-group";
import { expression } from "../support/elements";
import { onlyElement, synthAlone } from "../support/synth-alone";

const REQUIRED: LogGroupProps = {
  accountId: "222222222222",
  region: "eu-central-1",
  name: "/aws/lambda/orders",
};

test("by default logs are kept for 30 days", () => {
  // Act
  const json = synthAlone((scope) => {
    const { arn, logGroupName } = new LogGroup(scope, "logs", REQUIRED);
    new TerraformOutput(scope, "attributes", { value: [arn, logGroupName] });
  });

  // Assess
  const name = expression("aws_cloudwatch_log_group.logs_this.name");
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toEqual({
    name: "/aws/lambda/orders",
    retention_in_days: 30,
  });
  expect(json.output?.attributes?.value).toEqual([
    `arn:aws:logs:eu-central-1:222222222222:log-group:${name}`,
    name,
  ]);
});

test("retention and key reach the log group", () => {
  // Prepare
  const keyArn = "arn:aws:kms:eu-central-1:222222222222:key/0b1f5a3e-6f0d-4f0c-9d55-0f6f3a6f9c11";

  // Act
  const json = synthAlone((scope) => new LogGroup(scope, "logs", { ...REQUIRED, retentionDays: 7, keyArn }));

  // Assess
  expect(onlyElement(json, "aws_cloudwatch_log_group")).toEqual({
    name: "/aws/lambda/orders",
    retention_in_days: 7,
    kms_key_id: keyArn,
  });
});
