import { partitionOf } from "../config/arns";
import { failureBucketName } from "../config/bucket-names";
import { functionsOfConsumer } from "../config/functions";
import { fromLoaded } from "../config/loaded";
import { accessOfOperator, type OperatorRole, operatorRoles } from "../config/operator-roles";
import type { Environment } from "../config/schema";
import type { Principal, Resource } from "./access-model";
import type { Action } from "./actions";
import { canonicalConditions } from "./canonical-conditions";
import type { ExpectedPermission } from "./expected-permission";
import { matchesPattern } from "./matches-pattern";

/**
 * All that an operator role may do: what docs/failures.md, docs/backfill.md and docs/status.md list. Written out here, so
 * that the proof shares nothing with the code that makes the policies.
 */
export function operatorPermissions(environment: Environment): ExpectedPermission[] {
  return operatorRoles(environment).flatMap((role) => permissionsOf(environment, role));
}

function permissionsOf(
  environment: Environment,
  { consumer, accountId, region }: OperatorRole,
): ExpectedPermission[] {
  const config = fromLoaded(environment.consumers[consumer], `consumers.${consumer}`);
  const partition = partitionOf(region);
  const bucket = `arn:${partition}:s3:::${failureBucketName(config, environment)}`;
  const lambda = `arn:${partition}:lambda:${region}:${accountId}`;
  const log = `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/lambda/${config.function.name}`;
  const ownBucket = canonicalConditions({ StringEquals: { "s3:ResourceAccount": accountId } });
  const one = (action: string, resource: string, conditions?: string): ExpectedPermission => ({
    ...{ consumer, part: "operator", accountId, region, action, resource },
    ...(conditions && { conditions }),
  });
  return [
    one("s3:ListBucket", bucket, ownBucket),
    one("s3:GetObject", `${bucket}/aws/lambda/*`, ownBucket),
    one("s3:GetObject", `${bucket}/redrive/*`, ownBucket),
    one("s3:GetObject", `${bucket}/backfill/*`, ownBucket),
    one("s3:PutObject", `${bucket}/redrive/*`, ownBucket),
    one("s3:PutObject", `${bucket}/backfill/*`, ownBucket),
    one("s3:DeleteObject", `${bucket}/aws/lambda/*`, ownBucket),
    one("lambda:InvokeFunction", `${lambda}:function:${config.function.name}`),
    ...functionsOfConsumer(environment, consumer).map((fn) =>
      one("lambda:GetFunctionConfiguration", `${lambda}:function:${fn.config.name}`),
    ),
    one("lambda:GetEventSourceMapping", `${lambda}:event-source-mapping:*`),
    one("logs:FilterLogEvents", log),
    one("logs:FilterLogEvents", `${log}:*`),
    one("lambda:ListEventSourceMappings", "*"),
    one("cloudwatch:DescribeAlarms", "*"),
    one("cloudwatch:GetMetricData", "*"),
    ...accessOfOperator(environment, consumer).map(({ arn }) => one("sts:AssumeRole", arn)),
  ];
}

/** Whether an operator role may touch a bucket: its conditions are about the bucket's account alone. */
export function operatesBucket(
  environment: Environment,
  principal: Principal,
  { kind, arn, accountId }: Resource,
  { name, suffix = "" }: Action,
): boolean {
  if (kind !== "bucket" || principal.part !== "operator" || accountId !== principal.accountId) return false;
  return operatorPermissions(environment).some(
    (one) =>
      one.consumer === principal.consumer &&
      one.action === name &&
      matchesPattern(one.resource, `${arn}${suffix}`),
  );
}
