import { TerraformOutput } from "cdktf";
import { ExistingTable } from "../../../constructs/existing-table";
import { expression } from "../support/elements";
import { synthAlone } from "../support/synth-alone";

const REQUIRED = { tableName: "Orders", partitionKey: { name: "orderId" } };

function lookedUp(json: object): { readonly name: string; readonly lifecycle: { postcondition: object[] } } {
  return (json as { data: { aws_dynamodb_table: Record<string, never> } }).data.aws_dynamodb_table
    .table_this as never;
}

test("the defaults: no sort key, both images, a key that AWS owns; messages name the construct", () => {
  // Act
  const json = synthAlone((scope) => new ExistingTable(scope, "table", REQUIRED));

  // Assess
  const { name, lifecycle } = lookedUp(json);
  expect(name).toBe("Orders");
  expect(json).not.toHaveProperty("resource");
  expect(lifecycle.postcondition).toEqual([
    {
      condition: expression("self.stream_enabled"),
      error_message: expect.stringMatching(
        /^stack\/table: the table Orders has no stream, .*StreamViewType=NEW_AND_OLD_IMAGES$/,
      ),
    },
    {
      condition: expression('!self.stream_enabled || self.stream_view_type == "NEW_AND_OLD_IMAGES"'),
      error_message: expect.stringContaining("stack/table.streamViewType: the stream of Orders has"),
    },
    {
      condition: expect.stringContaining('one.name == "orderId" && one.type == "S"'),
      error_message: expect.stringContaining("not orderId (S). Write the key that the table has."),
    },
    {
      condition: expression("!(try(length(self.range_key), 0) > 0)"),
      error_message: expect.stringContaining("but none is stated"),
    },
    {
      condition: expression("alltrue([for one in self.server_side_encryption : !one.enabled])"),
      error_message: expect.stringContaining("ask the table's owner to give the table another key."),
    },
  ]);
});

test("name, ARN and stream are those that Terraform finds", () => {
  // Act
  const json = synthAlone((scope) => {
    const { tableName, tableArn, streamArn } = new ExistingTable(scope, "table", REQUIRED);
    new TerraformOutput(scope, "found", { value: [tableName, tableArn, streamArn] });
  });

  // Assess
  expect((json as { output: unknown }).output).toEqual({
    found: {
      value: ["name", "arn", "stream_arn"].map((one) =>
        expression(`data.aws_dynamodb_table.table_this.${one}`),
      ),
    },
  });
});
