import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../../config/paths";
import { CROSS_ACCOUNT, sampleConsumer, sampleSource } from "../config/sample";
import { type Element, type Synthesized, synthesize, synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** Two of each kind: `both` reads both sources, `one` reads one. */
const SEVERAL = {
  "sources.changes": sampleSource({ readers: [{ consumer: "both" }] }),
  "sources.orders": sampleSource({
    tableName: "Orders",
    readers: [{ consumer: "both" }, { consumer: "one" }],
  }),
  consumers: {
    both: sampleConsumer("both", { mappings: [{ source: "changes" }, { source: "orders" }] }),
    one: sampleConsumer("one", { mappings: [{ source: "orders" }] }),
  },
};

function dependenciesOf({ outdir }: Synthesized): Record<string, readonly string[]> {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  const entries = Object.entries<{ dependencies: readonly string[] }>(stacks);
  return Object.fromEntries(entries.map(([name, { dependencies }]) => [name, dependencies]));
}

/** Terraform's addresses of all resources, stack by stack. */
function addressesOf(stacks: Synthesized["stacks"]): string[][] {
  return Object.values(stacks).map(({ resource }) =>
    Object.entries(resource).flatMap(([type, elements]) =>
      Object.keys(elements).map((name) => `${type}.${name}`),
    ),
  );
}

test("stacks have the names that the file gives them, sources first", () => {
  // Prepare
  const edits = {};

  // Act
  const dependencies = dependenciesOf(synthesize(edits, folder));

  // Assess
  expect(dependencies).toEqual({ source: [], consumer: ["source"] });
});

test("without a name they are named after their keys, and each waits for what it reads", () => {
  // Prepare
  const edits = SEVERAL;

  // Act
  const dependencies = dependenciesOf(synthesize(edits, folder));

  // Assess
  expect(dependencies).toEqual({
    "source-changes": [],
    "source-orders": [],
    "consumer-both": ["source-changes", "source-orders"],
    "consumer-one": ["source-orders"],
  });
});

test("the resources of both stacks keep their addresses: a new one would replace the table", () => {
  // Prepare
  const edits = {
    "sources.changes.encryption": { type: "customer-managed" },
    "consumers.handler.alarms": false,
  };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(addressesOf(stacks)).toEqual([
    [
      "aws_dynamodb_resource_policy.stream_policy",
      "aws_dynamodb_table.table",
      "aws_kms_alias.table_key_alias",
      "aws_kms_key.table_key",
      "terraform_data.table_deployed_checks",
      "terraform_data.table_deployed_name",
    ],
    [
      "aws_cloudwatch_log_group.log_group",
      "aws_iam_role.role",
      "aws_iam_role_policy.role_policy",
      "aws_lambda_event_source_mapping.mapping_changes",
      "aws_lambda_function.function",
      "aws_s3_bucket.failure_bucket",
      "aws_s3_bucket_lifecycle_configuration.failure_bucket_lifecycle",
      "aws_s3_bucket_policy.failure_bucket_policy",
      "aws_s3_bucket_public_access_block.failure_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration.failure_bucket_encryption",
      "aws_s3_bucket_versioning.failure_bucket_versioning",
    ],
  ]);
});

test("so do those of access roles and of the functions that use them", () => {
  // Prepare
  const edits = { ...structuredClone(CROSS_ACCOUNT), "consumers.handler.alarms": false };

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(addressesOf(stacks)).toEqual([
    [
      "aws_dynamodb_resource_policy.stream_policy",
      "aws_dynamodb_table.table",
      "aws_dynamodb_table.table_devices",
      "aws_iam_role.access_role_devices",
      "aws_iam_role.access_role_switcher",
      "aws_iam_role_policy.access_role_devices_policy",
      "aws_iam_role_policy.access_role_switcher_policy",
      "aws_kms_alias.key_devices_alias",
      "aws_kms_key.key_devices",
      "terraform_data.table_deployed_checks",
      "terraform_data.table_deployed_name",
      "terraform_data.table_devices_deployed_checks",
      "terraform_data.table_devices_deployed_name",
    ],
    [
      "aws_apigatewayv2_api.reader_api",
      "aws_apigatewayv2_integration.reader_api_integration",
      "aws_apigatewayv2_route.reader_api_route",
      "aws_apigatewayv2_stage.reader_api_stage",
      "aws_cloudwatch_log_group.log_group",
      "aws_cloudwatch_log_group.reader_api_access_log",
      "aws_cloudwatch_log_group.reader_log_group",
      "aws_cloudwatch_log_group.switcher_log_group",
      "aws_iam_role.reader_role",
      "aws_iam_role.role",
      "aws_iam_role.switcher_role",
      "aws_iam_role_policy.reader_role_policy",
      "aws_iam_role_policy.role_policy",
      "aws_iam_role_policy.switcher_role_policy",
      "aws_lambda_event_source_mapping.mapping_changes",
      "aws_lambda_function.function",
      "aws_lambda_function.reader_function",
      "aws_lambda_function.switcher_function",
      "aws_lambda_layer_version.cross_account_layer",
      "aws_lambda_permission.reader_api_permission",
      "aws_s3_bucket.failure_bucket",
      "aws_s3_bucket_lifecycle_configuration.failure_bucket_lifecycle",
      "aws_s3_bucket_policy.failure_bucket_policy",
      "aws_s3_bucket_public_access_block.failure_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration.failure_bucket_encryption",
      "aws_s3_bucket_versioning.failure_bucket_versioning",
    ],
  ]);
});

test("outputs have stable names and descriptions, are listed in docs/outputs.md, and none is sensitive", () => {
  // Prepare
  const edits = { "sources.changes.encryption": { type: "customer-managed" } };
  const documentation = readFileSync(join(PROJECT_ROOT, "docs/outputs.md"), "utf8").replace(/ +/g, " ");

  // Act
  const { stacks } = synthesize(edits, folder);

  // Assess
  expect(Object.keys(stacks.source?.output ?? {})).toEqual([
    "key_arn",
    "stream_arn",
    "table_arn",
    "table_name",
  ]);
  expect(Object.keys(stacks.consumer?.output ?? {})).toEqual([
    "alarm_topic_arns",
    "failure_bucket_name",
    "function_arn",
    "function_name",
    "log_group_name",
    "mapping_uuids",
    "role_arn",
  ]);
  for (const [name, output] of Object.values(stacks).flatMap(({ output }) => Object.entries(output))) {
    const { description }: Element = output;
    expect(Object.keys(output)).toEqual(["description", "value"]);
    expect(documentation).toContain(`| \`${name}\` | ${String(description)} |`);
  }
});

test("two syntheses of the same content are the same bytes, wherever they go", () => {
  // Prepare
  const synthesizeTwice = () => [synthesize(SEVERAL, folder), synthesize(SEVERAL, folder)];

  // Act
  const [first, second] = synthesizeTwice();

  // Assess
  expect(first?.outdir).not.toBe(second?.outdir);
  expect(first?.texts).toEqual(second?.texts);
});

test.each(["sandbox", "example", "terraform-cloud"])(
  "%s.yaml leaves no token and no path in its JSON",
  (name) => {
    // Prepare
    const content = parse(readFileSync(join(ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8"));

    // Act
    const { texts, stacks } = synthesizeContent(content, folder);

    // Assess
    expect(Object.keys(stacks)).toEqual(["source", "consumer"]);
    for (const text of Object.values(texts)) {
      expect(text).not.toMatch(/TfToken|Token\[/);
      expect(text).not.toContain(PROJECT_ROOT);
      expect(text).not.toContain(folder);
    }
  },
);
