import type { Content } from "../config/sample";
import { policyOf, resource, settingsOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const METER: Content = {
  "consumers.handler.usageMeter": {
    roleName: "meter-role",
    ledgerTableName: "UsageLedger",
    windowSeconds: 60,
    sums: [{ name: "amount", path: ["order", "amount"] }],
    function: { name: "meter", entry: "__tests__/unit/config/sample.ts" },
  },
};
const LEDGER = `\${aws_dynamodb_table.usage_ledger.arn}`;

const synthesized = (edits: Content = {}) => synthesize({ ...structuredClone(METER), ...edits }, folder);

test("its mapping counts every record of the stream in windows, and tries for as long as the stream keeps them", () => {
  const mapping = resource(
    synthesized(),
    "consumer",
    "aws_lambda_event_source_mapping",
    "meter_mapping_changes",
  );
  expect(mapping).toMatchObject({
    tumbling_window_in_seconds: 60,
    parallelization_factor: 1,
    starting_position: "TRIM_HORIZON",
    maximum_retry_attempts: -1,
    maximum_record_age_in_seconds: 82_800,
    destination_config: { on_failure: { destination_arn: expect.stringContaining("failure_bucket") } },
  });
  expect(mapping).not.toHaveProperty("filter_criteria");
});

test("it may read the stream, keep failed batches, write its log, and read and put items of its ledger", () => {
  const policy = policyOf(
    resource(synthesized(), "consumer", "aws_iam_role_policy", "meter_role_policy"),
    "policy",
  );
  expect((policy as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid)).toEqual([
    "ReadStreams",
    "WriteOwnLogStreams",
    "KeepFailedBatches",
    "FindFailureBucket",
    "KeepLedger",
  ]);
  expect(policy).toMatchObject({
    Statement: expect.arrayContaining([
      {
        Sid: "KeepLedger",
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: LEDGER,
      },
    ]),
  });
});

test("the stream admits the meter's role beside the stream handler's", () => {
  const policy = policyOf(
    resource(synthesized(), "source", "aws_dynamodb_resource_policy", "stream_policy"),
    "policy",
  );
  const roles = (
    policy as { Statement: { Condition: { ArnEquals: Record<string, string> } }[] }
  ).Statement.map(({ Condition }) => Condition.ArnEquals["aws:PrincipalArn"]);
  expect(roles).toEqual([
    "arn:aws:iam::222222222222:role/handler-role",
    "arn:aws:iam::222222222222:role/meter-role",
  ]);
});

test("the ledger is protected, unless a reason is given", () => {
  const ledger = (edits: Content) =>
    settingsOf(resource(synthesized(edits), "consumer", "aws_dynamodb_table", "usage_ledger"));
  const unprotectedBecause = "It is a copy of another ledger";
  expect(ledger({})).toMatchObject({
    name: "UsageLedger",
    hash_key: "owner",
    range_key: "slot",
    billing_mode: "PAY_PER_REQUEST",
    deletion_protection_enabled: true,
    point_in_time_recovery: { enabled: true },
    lifecycle: { prevent_destroy: true },
  });
  expect(ledger({ "consumers.handler.usageMeter.unprotectedBecause": unprotectedBecause })).toMatchObject({
    deletion_protection_enabled: false,
  });
});

test("its function gets what it measures", () => {
  const fn = resource(synthesized(), "consumer", "aws_lambda_function", "meter_function");
  expect(fn.environment).toMatchObject({
    variables: {
      LEDGER_TABLE: "UsageLedger",
      WINDOW_SECONDS: "60",
      SUMS: '[{"name":"amount","path":["order","amount"]}]',
      DISTINCT_KEYS: "false",
    },
  });
});
