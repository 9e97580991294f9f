import { DataAwsDynamodbTable } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table";
import type { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { DataResource } from "cdktf";
import { Construct } from "constructs";
import { scaledKinds } from "./table-billing";
import { type TableProps, withTableDefaults } from "./table-props";
import { withoutVersionCheck } from "./without-version-check";

/** Something that must hold for a table as it is before an apply. */
export interface DeployedCondition {
  /** A condition of Terraform, given the expression of the table as it is. */
  readonly holds: (deployed: string) => string;
  /** What a plan says otherwise, given the same. */
  readonly message: (deployed: string) => string;
}

/**
 * Makes a plan fail if the table as it is deployed may not become the table that is wanted: a resource cannot refer to
 * what it was.
 *
 * The deployed table is read by a data source, which fails if there is none. Its name therefore comes from the state,
 * where the first apply keeps it: while the name is unknown, because the table is new or was deleted by hand, Terraform
 * reads the table after it made it, and the conditions hold. They are on a resource of their own because Terraform
 * delays a data source with conditions until all that it depends on is changed.
 * @param scope the table's construct
 * @param conditions what must hold besides what must hold for every table
 */
export function checkDeployedTable(
  scope: Construct,
  table: DynamodbTable,
  settings: TableProps,
  conditions: readonly DeployedCondition[] = [],
): void {
  const inside = new Construct(scope, "deployed");
  const name = withoutVersionCheck(new DataResource(inside, "name", { input: { value: table.id } }));
  const deployed = new DataAwsDynamodbTable(inside, "this", { name: `\${${name.fqn}.output.value}` });
  const precondition = [oneChange(settings, scope.node.path), ...conditions].map(({ holds, message }) => ({
    condition: `\${${holds(deployed.fqn)}}`,
    errorMessage: message(deployed.fqn),
  }));
  withoutVersionCheck(new DataResource(inside, "checks", { lifecycle: { precondition } }));
}

/** UpdateTable refuses a change of deletion protection together with one of the capacity (DynamoDB API reference). */
function oneChange(settings: TableProps, path: string): DeployedCondition {
  const { billing, deletionProtection, settingsPlace = path } = withTableDefaults(settings);
  // Capacity that scales is what it is: a plan does not change it.
  const scaled = scaledKinds(billing);
  const sameBilling = (deployed: string) =>
    [
      `${deployed}.billing_mode == "${billing.mode}"`,
      ...(billing.mode === "PROVISIONED"
        ? [
            ...(scaled.includes("read") ? [] : [`${deployed}.read_capacity == ${billing.readCapacity}`]),
            ...(scaled.includes("write") ? [] : [`${deployed}.write_capacity == ${billing.writeCapacity}`]),
          ]
        : []),
    ].join(" && ");
  return {
    holds: (deployed) =>
      `${deployed}.deletion_protection_enabled == ${deletionProtection} || (${sameBilling(deployed)})`,
    message: () =>
      `${settingsPlace}: deletionProtection and billing both change, and DynamoDB accepts only one of these changes ` +
      "at a time. Undo one of the two in the file and deploy; then change it and deploy again.",
  };
}
