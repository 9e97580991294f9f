import { reviewJson } from "../../../../review/report/json";
import { reviewMarkdown } from "../../../../review/report/markdown";
import { reviewSarif } from "../../../../review/report/sarif";
import {
  destroy,
  FUNCTION,
  MAPPING,
  pipeline,
  policy,
  reader,
  STREAM_POLICY,
  TABLE,
  update,
} from "../pipeline";
import { type PlannedChange, reviewOf } from "../plan";

const POLICY_AT = "aws_dynamodb_resource_policy.stream_policy";
const REVOKED = pipeline({
  [POLICY_AT]: update(STREAM_POLICY, { policy: policy(reader("arn:aws:iam::222222222222:role/other")) }),
});

/** As many mappings that are destroyed. */
function manyMappings(count: number): Record<string, PlannedChange> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `aws_lambda_event_source_mapping.mapping_of_a_tenant_with_a_long_name_${index}`,
      destroy(MAPPING),
    ]),
  );
}

test("a harmless plan has a mark, a verdict and counts", async () => {
  // Prepare
  const review = await reviewOf(
    pipeline({}, { "aws_lambda_function.function": update(FUNCTION, { timeout: 60 }) }),
  );

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown.split("\n### Access")[0]).toBe(
    [
      "<!-- plan-review test -->",
      "",
      "## Plan of <code>test</code>: ✅ no findings",
      "",
      "0 to create, 1 to update, 0 to replace, 0 to destroy.",
      "",
      "### Resources",
      "",
      "| Stack | Account | Create | Update | Replace | Destroy |",
      "| --- | --- | --- | --- | --- | --- |",
      "| <code>source</code> | 111111111111 | 0 | 0 | 0 | 0 |",
      "| <code>consumer</code> | 222222222222 | 0 | 1 | 0 | 0 |",
      "",
    ].join("\n"),
  );
});

test("access lost stands in the table with the statement that is missing", async () => {
  // Prepare
  const review = await reviewOf(REVOKED);

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown).toContain(
    "| handler / stream handler | ➖ loses | DescribeStream, GetRecords, GetShardIterator | stream of Changes | 111111111111 | " +
      "no statement of source aws\\_dynamodb\\_resource\\_policy.stream\\_policy allows it |",
  );
});

test.each([10, 300, 3000])("with %d mappings destroyed, GitHub takes the comment", async (count) => {
  // Prepare
  const review = await reviewOf(pipeline({}, manyMappings(count)));

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown).toContain(`## Plan of <code>test</code>: ${count} 🟠 medium`);
});

test("300 findings are all named", async () => {
  // Prepare
  const review = await reviewOf(pipeline({}, manyMappings(300)));

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown.match(/mapping\\_of\\_a\\_tenant/g)).toHaveLength(300);
});

test("variables, sensitive values and items appear nowhere", async () => {
  // Prepare
  const SECRET = "sentinel-5f0c";
  const fn = { ...FUNCTION, environment: [{ variables: { KEY: SECRET } }] };
  const item = { table_name: "Changes", item: `{"id":{"S":"${SECRET}"}}` };
  const review = await reviewOf(
    pipeline(
      {
        "aws_dynamodb_table.table": update(TABLE, { deletion_protection_enabled: false }),
        "aws_dynamodb_table_item.item": update(item, { item: `{"id":{"S":"${SECRET}2"}}` }),
        [POLICY_AT]: {
          ...update(STREAM_POLICY, { policy: policy(reader(SECRET)) }),
          sensitive: { policy: true },
        },
      },
      { "aws_lambda_function.function": update(fn, { environment: [{ variables: { KEY: `${SECRET}2` } }] }) },
      {
        source: {
          outputs: {
            password: { actions: ["update"], before: SECRET, after: SECRET, after_sensitive: true },
          },
        },
      },
    ),
  );

  // Act
  const texts = [reviewMarkdown(review), reviewJson(review), reviewSarif(review, "environments/test.yaml")];

  // Assess
  expect(texts.filter((text) => text.includes(SECRET))).toEqual([]);
  expect(texts[0]).toContain("deletion-protection-off");
});

test("names cannot become markup", async () => {
  // Prepare
  const review = await reviewOf(
    pipeline({
      "aws_dynamodb_table.other": destroy({ ...TABLE, name: "<script>|@all`", stream_enabled: false }),
    }),
  );

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown).not.toMatch(/<script>|@all/);
  expect(markdown).toContain("The table &#60;script&#62;\\|&#64;<!-- -->all");
});
