import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import type { CapacityKind, CapacityScaling, TableBilling } from "./table-billing";

/** Names of DynamoDB and Application Auto Scaling (API reference of Application Auto Scaling). */
const NAMES = {
  read: {
    dimension: "dynamodb:table:ReadCapacityUnits",
    metric: "DynamoDBReadCapacityUtilization",
  },
  write: {
    dimension: "dynamodb:table:WriteCapacityUnits",
    metric: "DynamoDBWriteCapacityUtilization",
  },
};

/**
 * Lets Application Auto Scaling set the capacity of a table, as far as its billing says so. AWS makes the
 * service-linked role that does it.
 * @param scope the table's construct
 */
export function scaleTable(scope: Construct, table: DynamodbTable, billing: TableBilling | undefined): void {
  if (billing?.mode !== "PROVISIONED") return;
  const { autoscaling = {}, readCapacity, writeCapacity } = billing;
  if (autoscaling.read) scaleCapacity(scope, table, "read", readCapacity, autoscaling.read);
  if (autoscaling.write) scaleCapacity(scope, table, "write", writeCapacity, autoscaling.write);
}

function scaleCapacity(
  scope: Construct,
  table: DynamodbTable,
  kind: CapacityKind,
  minCapacity: number,
  { max, targetUtilization = 70 }: CapacityScaling,
): void {
  const inside = new Construct(scope, `${kind}_scaling`);
  const { dimension, metric } = NAMES[kind];
  const target = new AppautoscalingTarget(inside, "target", {
    serviceNamespace: "dynamodb",
    resourceId: `table/${table.name}`,
    scalableDimension: dimension,
    minCapacity,
    maxCapacity: max,
  });
  new AppautoscalingPolicy(inside, "policy", {
    name: `${kind}-utilization`,
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    resourceId: target.resourceId,
    scalableDimension: target.scalableDimension,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: targetUtilization,
      predefinedMetricSpecification: { predefinedMetricType: metric },
    },
  });
}
