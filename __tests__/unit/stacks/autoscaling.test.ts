import { expression, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

const provisioned = (autoscaling: object) => ({
  mode: "PROVISIONED",
  readCapacity: 5,
  writeCapacity: 6,
  autoscaling,
});

test("a table that scales: a target and a policy for each kind, and Terraform leaves the capacity alone", () => {
  // Prepare
  const billing = provisioned({ read: { max: 100 }, write: { max: 200, targetUtilization: 80 } });

  // Act
  const synthesized = synthesize({ "sources.changes.billing": billing }, folder);

  // Assess
  const of = (type: string, name: string) => settingsOf(resource(synthesized, "source", type, name));
  const table = of("aws_dynamodb_table", "table");
  expect(table).toMatchObject({ billing_mode: "PROVISIONED", read_capacity: 5, write_capacity: 6 });
  expect(table.lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["read_capacity", "write_capacity", "stream_view_type"],
    postcondition: [expect.anything()],
  });
  expect(of("aws_appautoscaling_target", "table_read_scaling_target")).toEqual({
    provider: "aws.account",
    service_namespace: "dynamodb",
    resource_id: `table/${expression("aws_dynamodb_table.table.name")}`,
    scalable_dimension: "dynamodb:table:ReadCapacityUnits",
    min_capacity: 5,
    max_capacity: 100,
  });
  expect(of("aws_appautoscaling_target", "table_write_scaling_target")).toMatchObject({
    scalable_dimension: "dynamodb:table:WriteCapacityUnits",
    min_capacity: 6,
    max_capacity: 200,
  });
  const target = "aws_appautoscaling_target.table_write_scaling_target";
  expect(of("aws_appautoscaling_policy", "table_write_scaling_policy")).toEqual({
    provider: "aws.account",
    name: "write-utilization",
    policy_type: "TargetTrackingScaling",
    service_namespace: expression(`${target}.service_namespace`),
    resource_id: expression(`${target}.resource_id`),
    scalable_dimension: expression(`${target}.scalable_dimension`),
    target_tracking_scaling_policy_configuration: {
      target_value: 80,
      predefined_metric_specification: { predefined_metric_type: "DynamoDBWriteCapacityUtilization" },
    },
  });
  expect(of("aws_appautoscaling_policy", "table_read_scaling_policy")).toMatchObject({
    target_tracking_scaling_policy_configuration: {
      target_value: 70,
      predefined_metric_specification: { predefined_metric_type: "DynamoDBReadCapacityUtilization" },
    },
  });
});

test("a table without a stream that scales one kind: the other kind stays Terraform's", () => {
  // Prepare
  const devices = {
    tableName: "Devices",
    partitionKey: { name: "id" },
    billing: provisioned({ write: { max: 9 } }),
    deletionProtection: false,
    unprotectedBecause: "the table is refilled every night",
  };

  // Act
  const synthesized = synthesize({ "sources.changes.tables": { devices } }, folder);

  // Assess
  const source = synthesized.stacks.source;
  const names = (type: string) => Object.keys(source?.resource[type] ?? {});
  const [table = ""] = names("aws_dynamodb_table").filter((name) => name !== "table");
  expect(names("aws_appautoscaling_target")).toEqual([`${table}_write_scaling_target`]);
  expect(names("aws_appautoscaling_policy")).toEqual([`${table}_write_scaling_policy`]);
  expect(settingsOf(resource(synthesized, "source", "aws_dynamodb_table", table)).lifecycle).toEqual({
    ignore_changes: ["write_capacity"],
  });
});

test("provisioned capacity that does not scale: no target, and Terraform keeps the capacity", () => {
  // Prepare
  const billing = { mode: "PROVISIONED", readCapacity: 5, writeCapacity: 6 };

  // Act
  const synthesized = synthesize({ "sources.changes.billing": billing }, folder);

  // Assess
  const source = synthesized.stacks.source;
  expect(source?.resource.aws_appautoscaling_target).toBeUndefined();
  expect(settingsOf(resource(synthesized, "source", "aws_dynamodb_table", "table")).lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["stream_view_type"],
    postcondition: [expect.anything()],
  });
});
