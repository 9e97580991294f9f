import { failsOn } from "../../../review/fails-on";
import { reviewMarkdown } from "../../../review/report/markdown";
import { reviewRecorded } from "./recorded";

const BUCKET = "crossaccountdynamodbhandler-failures-222222222222-us-east-1";
const OLD_ROLE = "CrossAccountDynamoDBHandlerRole";

/** What is found in plans of real changes, and who gains or loses what; administrators aside. */
const RECORDED: readonly { name: string; found: readonly string[]; access: readonly string[] }[] = [
  { name: "nothing", found: [], access: [] },
  { name: "harmless", found: [], access: [] },
  {
    name: "view-type",
    found: [
      "high stream-recreated source aws_dynamodb_table.table: The stream of CrossAccountTest is created again",
      "medium view-type-changed source aws_dynamodb_table.table: The view type of CrossAccountTest changes from NEW_AND_OLD_IMAGES to NEW_IMAGE",
      "medium stale-outputs consumer source changes `stream_arn`, which this plan has read",
      "low policy-unknown source aws_dynamodb_resource_policy.stream_policy: Only the apply tells `policy`",
    ],
    access: [],
  },
  {
    name: "role-renamed",
    found: [`medium role-replaced consumer aws_iam_role.role: The role ${OLD_ROLE} is replaced`],
    access: [
      `role ${OLD_ROLE}, which the file does not have loses DescribeStream, GetRecords, GetShardIterator on stream of CrossAccountTest`,
      `role ${OLD_ROLE}, which the file does not have loses ListBucket, PutObject, PutObject of the ledger on bucket ${BUCKET}`,
      `role ${OLD_ROLE}, which the file does not have loses CreateLogStream, PutLogEvents on log group /aws/lambda/CrossAccountDynamoDBHandler`,
      `Lambda loses AssumeRole, AssumeRole without external ID on role ${OLD_ROLE}`,
      "handler / stream handler gains DescribeStream, GetRecords, GetShardIterator on stream of CrossAccountTest",
      `handler / stream handler gains ListBucket, PutObject, PutObject of the ledger on bucket ${BUCKET}`,
      "handler / stream handler gains CreateLogStream, PutLogEvents on log group /aws/lambda/CrossAccountDynamoDBHandler",
      "Lambda gains AssumeRole, AssumeRole without external ID on role RenamedRole",
    ],
  },
  {
    name: "key",
    found: [
      "medium statement-added consumer aws_iam_role_policy.role_policy: The statement DecryptStreams is new: it allows kms:Decrypt, kms:DescribeKey on arn:aws:kms:us-east-1:111111111111:key/687708d3-7333-79b6-e64d-d59ddc33bdd8",
      "medium key-changed source aws_dynamodb_table.table: The key of CrossAccountTest changes from a key that AWS owns to one that only the apply tells",
      "medium stale-outputs consumer source changes `key_arn`, which this plan has read",
    ],
    access: ["handler / stream handler gains Decrypt, DescribeKey on key table_key of source"],
  },
  {
    name: "table-renamed",
    found: [
      "high table-destroyed source aws_dynamodb_table.table_devices: The table access-sample-table is replaced",
      "medium wider-resources source aws_iam_role_policy.access_role_devices_policy: The statement DevicesRead reaches arn:aws:dynamodb:us-east-1:111111111111:table/another-table, too",
      "low policy-unknown source aws_iam_role_policy.access_role_devices_policy: Only the apply tells `policy`",
    ],
    access: [
      "changes / access role devices loses Scan on table access-sample-table",
      "changes / access role devices gains Scan on table another-table",
    ],
  },
  {
    name: "recovery-off",
    found: [
      "high recovery-off source aws_dynamodb_table.table: Point-in-time recovery of CrossAccountTest is turned off",
    ],
    access: [],
  },
  {
    name: "starting-position",
    found: [
      "medium mapping-replaced consumer aws_lambda_event_source_mapping.mapping_changes: The mapping of CrossAccountDynamoDBHandler is replaced",
    ],
    access: [],
  },
  {
    name: "versioning-off",
    found: [
      `high bucket-protection-removed consumer aws_s3_bucket_versioning.failure_bucket_versioning: The bucket ${BUCKET} loses its versioning`,
    ],
    access: [],
  },
];

test.each(RECORDED)("recorded: $name", async ({ name, found, access }) => {
  // Act
  const review = await reviewRecorded(name);

  // Assess
  const lines = review.findings.map(({ severity, rule, stack, address, cause }) =>
    [severity, rule, stack, address && `${address}:`, cause].filter(Boolean).join(" "),
  );
  expect(lines).toEqual(found);
  expect(review.access.failures).toEqual([]);
  expect(accessLines(review.access.changes)).toEqual(access);
});

test("a new view type makes the review fail", async () => {
  // Prepare
  const review = await reviewRecorded("view-type");

  // Act
  const fails = failsOn(review, "high");

  // Assess
  expect(fails).toBe(true);
});

test("variables of the functions do not appear", async () => {
  // Prepare
  const review = await reviewRecorded("role-renamed");

  // Act
  const markdown = reviewMarkdown(review);

  // Assess
  expect(markdown).not.toMatch(/LOG\\?_RECORDS|POWERTOOLS|CrossAccountStreams/);
});

type Changes = Awaited<ReturnType<typeof reviewRecorded>>["access"]["changes"];

function accessLines(changes: Changes): string[] {
  const groups = new Map<string, [string, string, string[]]>();
  for (const { principal, kind, action, resource, supposed } of changes) {
    if (supposed || kind === "keeps") continue;
    const key = `${principal} ${kind} ${resource}`;
    const [, , actions] = groups.get(key) ?? ["", "", []];
    groups.set(key, [`${principal} ${kind}`, resource, [...actions, action]]);
  }
  return [...groups.values()].map(
    ([who, resource, actions]) => `${who} ${actions.join(", ")} on ${resource}`,
  );
}
