import { API_GATEWAY_ROWS } from "./api-gateway";
import { AUTOSCALING_ROWS } from "./autoscaling";
import { CLOUDWATCH_ROWS } from "./cloudwatch";
import { DYNAMODB_ROWS } from "./dynamodb";
import { IAM_ROWS } from "./iam";
import { KMS_ROWS } from "./kms";
import { LAMBDA_ROWS } from "./lambda";
import { LOGS_ROWS } from "./logs";
import type { Rows } from "./row";
import { S3_ROWS } from "./s3";
import { SNS_ROWS } from "./sns";

/**
 * What Terraform's AWS provider 5.100 needs for each resource type of this project's stacks. A type that is not here is
 * refused: a policy that leaves something out would fail in the middle of an apply.
 */
export const ROWS: Rows = {
  ...API_GATEWAY_ROWS,
  ...AUTOSCALING_ROWS,
  ...CLOUDWATCH_ROWS,
  ...DYNAMODB_ROWS,
  ...IAM_ROWS,
  ...KMS_ROWS,
  ...LAMBDA_ROWS,
  ...LOGS_ROWS,
  ...S3_ROWS,
  ...SNS_ROWS,
  // Part of Terraform itself: it exists in the state only.
  terraform_data: () => [],
};
