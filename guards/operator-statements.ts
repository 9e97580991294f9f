import type { ArguedStatement } from "./argued-statement";
import { form } from "./form";

const IDENTITY = { resourceType: "aws_iam_role_policy", policy: "identity", effect: "Allow" } as const;
const OWN_ACCOUNT = { StringEquals: { "s3:ResourceAccount": form("{account}") } };

/** The failed batches, and what re-drives and backfills note down beside them. */
const BATCHES = form("arn:{partition}:s3:::{name}/aws/lambda/*");
const LEDGERS = [
  form("arn:{partition}:s3:::{name}/redrive/*"),
  form("arn:{partition}:s3:::{name}/backfill/*"),
];

/** The statements of an operator role that leave something open, and why. */
export const OPERATOR_STATEMENTS: readonly ArguedStatement[] = [
  {
    ...IDENTITY,
    actions: ["s3:GetObject"],
    resources: [BATCHES, ...LEDGERS],
    condition: OWN_ACCOUNT,
    because: "Lambda chooses the names of failed batches, and the ledger has an object for each",
  },
  {
    ...IDENTITY,
    actions: ["s3:PutObject"],
    resources: LEDGERS,
    condition: OWN_ACCOUNT,
    because: "the ledger has an object for each failed batch, and a backfill one for each segment",
  },
  {
    ...IDENTITY,
    actions: ["s3:DeleteObject"],
    resources: [BATCHES],
    condition: OWN_ACCOUNT,
    because: "Lambda chooses the names of failed batches; a deleted one remains as a noncurrent version",
  },
  {
    ...IDENTITY,
    actions: ["lambda:GetEventSourceMapping"],
    resources: [form("arn:{partition}:lambda:{region}:{account}:event-source-mapping:*")],
    because:
      "only a deployment tells the UUIDs of mappings, and batches of a mapping that is gone are re-driven as well",
  },
  {
    ...IDENTITY,
    actions: ["logs:FilterLogEvents"],
    resources: [
      form("arn:{partition}:logs:{region}:{account}:log-group:{name}"),
      form("arn:{partition}:logs:{region}:{account}:log-group:{name}:*"),
    ],
    because: "Lambda chooses the names of the log streams of this one group",
  },
  {
    ...IDENTITY,
    actions: ["lambda:ListEventSourceMappings", "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
    resources: ["*"],
    because: "AWS has no resources for listing mappings, alarms and metrics",
  },
];
