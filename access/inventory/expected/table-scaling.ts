import type { TableConfig } from "../../../config/schema";
import type { Settings } from "../stack-inventory";
import { ref } from "./text";

interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly targetUtilization: number;
}

/** What of a table's capacity scales, and how far. */
export function scalingOf({ billing }: TableConfig): { readonly read?: Scaling; readonly write?: Scaling } {
  if (billing.mode !== "PROVISIONED") return {};
  const { read, write } = billing.autoscaling ?? {};
  return {
    ...(read && { read: { min: billing.readCapacity, ...read } }),
    ...(write && { write: { min: billing.writeCapacity, ...write } }),
  };
}

/** The scalable targets of a table, and their policies. */
export function scalingElements(table: string, config: TableConfig): Record<string, Settings> {
  const { read, write } = scalingOf(config);
  return {
    ...(read && elementsOf(`${table}_read_scaling`, table, "read", "Read", read)),
    ...(write && elementsOf(`${table}_write_scaling`, table, "write", "Write", write)),
  };
}

function elementsOf(
  name: string,
  table: string,
  kind: string,
  word: string,
  { min, max, targetUtilization }: Scaling,
): Record<string, Settings> {
  const target = `aws_appautoscaling_target.${name}_target`;
  return {
    [target]: {
      service_namespace: "dynamodb",
      resource_id: `table/${ref(`aws_dynamodb_table.${table}`, "name")}`,
      scalable_dimension: `dynamodb:table:${word}CapacityUnits`,
      min_capacity: min,
      max_capacity: max,
    },
    [`aws_appautoscaling_policy.${name}_policy`]: {
      name: `${kind}-utilization`,
      policy_type: "TargetTrackingScaling",
      service_namespace: ref(target, "service_namespace"),
      resource_id: ref(target, "resource_id"),
      scalable_dimension: ref(target, "scalable_dimension"),
      target_tracking_scaling_policy_configuration: {
        target_value: targetUtilization,
        predefined_metric_specification: { predefined_metric_type: `DynamoDB${word}CapacityUtilization` },
      },
    },
  };
}
