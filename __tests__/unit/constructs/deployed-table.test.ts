import { PlainTable } from "../../../constructs/plain-table";
import { StreamedTable } from "../../../constructs/streamed-table";
import type { StackJson } from "../../../synthesized/stack-json";
import { expression } from "../support/elements";
import { elementsOf, onlyElement, synthAlone } from "../support/synth-alone";

const REQUIRED = { tableName: "Orders", partitionKey: { name: "orderId" }, settingsPlace: "sources.orders" };
const LABEL = "2026-01-31T12:00:00.000";
const DEPLOYED = "data.aws_dynamodb_table.table_deployed_this";

/** What must hold before a plan succeeds, by what it is about: the condition, and the message. */
function checksOf(json: StackJson): { condition: string; error_message: string }[] {
  const { lifecycle } = { lifecycle: {}, ...elementsOf(json, "terraform_data").table_deployed_checks };
  return (lifecycle as { precondition: { condition: string; error_message: string }[] }).precondition;
}

test("the table is read by the name that the state keeps, so that a new one is not read before it exists", () => {
  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", REQUIRED));

  // Assess
  expect(elementsOf(json, "terraform_data").table_deployed_name).toEqual({
    input: { value: expression("aws_dynamodb_table.table_this.id") },
  });
  expect(json.data?.aws_dynamodb_table).toEqual({
    table_deployed_this: { name: expression("terraform_data.table_deployed_name.output.value") },
  });
});

test("deletion protection and billing must not both differ from what is deployed", () => {
  // Act
  const [check, ...others] = checksOf(synthAlone((scope) => new PlainTable(scope, "table", REQUIRED)));

  // Assess
  expect(check).toEqual({
    condition: expression(
      `${DEPLOYED}.deletion_protection_enabled == true || (${DEPLOYED}.billing_mode == "PAY_PER_REQUEST")`,
    ),
    error_message:
      "sources.orders: deletionProtection and billing both change, and DynamoDB accepts only one of these changes " +
      "at a time. Undo one of the two in the file and deploy; then change it and deploy again.",
  });
  expect(others).toEqual([]);
});

test("provisioned capacity is part of the billing", () => {
  // Prepare
  const billing = { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3 } as const;

  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", { ...REQUIRED, billing }));

  // Assess
  expect(checksOf(json)[0]?.condition).toContain(
    `(${DEPLOYED}.billing_mode == "PROVISIONED" && ${DEPLOYED}.read_capacity == 2 && ${DEPLOYED}.write_capacity == 3)`,
  );
});

test("capacity that scales is not part of the billing: a plan does not change it", () => {
  // Prepare
  const autoscaling = { write: { max: 9 } };
  const billing = { mode: "PROVISIONED", readCapacity: 2, writeCapacity: 3, autoscaling } as const;

  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", { ...REQUIRED, billing }));

  // Assess
  expect(checksOf(json)[0]?.condition).toContain(
    `(${DEPLOYED}.billing_mode == "PROVISIONED" && ${DEPLOYED}.read_capacity == 2)`,
  );
});

test("without a place, messages name the construct", () => {
  // Prepare
  const { settingsPlace: _, ...settings } = REQUIRED;

  // Act
  const json = synthAlone((scope) => new PlainTable(scope, "table", settings));

  // Assess
  expect(checksOf(json)[0]?.error_message).toMatch(
    /^stack\/table: deletionProtection and billing both change/,
  );
});

test("a stream that may not be replaced keeps its view type, and a plan with another one fails", () => {
  // Act
  const json = synthAlone((scope) => new StreamedTable(scope, "table", REQUIRED));

  // Assess
  const table = onlyElement(json, "aws_dynamodb_table");
  expect(table.lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ["stream_view_type"],
    postcondition: [
      {
        condition: expression('self.stream_view_type == "NEW_AND_OLD_IMAGES"'),
        error_message:
          `sources.orders.streamViewType: the deployed stream has ${expression("self.stream_view_type")}, and only a ` +
          "new stream can have NEW_AND_OLD_IMAGES. Records of the old one that have not been read by then are lost. " +
          "Stop the writers, wait until every consumer has read everything, then deploy with this line in the entry: " +
          `replaceStream: "${expression("self.stream_label")}". docs/changes.md describes the steps.`,
      },
    ],
  });
  expect(checksOf(json)).toHaveLength(1);
});

test("a decision allows the replacement of the stream that it names, and of no other", () => {
  // Prepare
  const props = { ...REQUIRED, streamViewType: "KEYS_ONLY", replaceStream: LABEL } as const;

  // Act
  const json = synthAlone((scope) => new StreamedTable(scope, "table", props));

  // Assess
  expect(onlyElement(json, "aws_dynamodb_table").lifecycle).toEqual({ prevent_destroy: true });
  expect(checksOf(json)[1]).toEqual({
    condition: expression(
      `${DEPLOYED}.stream_label == "${LABEL}" || ${DEPLOYED}.stream_view_type == "KEYS_ONLY"`,
    ),
    error_message:
      `sources.orders.replaceStream: it names the stream ${LABEL}, but the deployed one is ` +
      `${expression(`${DEPLOYED}.stream_label`)}. Make sure that every consumer has read the deployed stream to its ` +
      "end, then write its label. docs/changes.md describes the steps.",
  });
});
