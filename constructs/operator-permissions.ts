import { partitionOf } from "../config/arns";
import type { PolicyStatement } from "./policy-document";

/** What an operator looks after. */
export interface OperatorScope {
  /** Account of the consumer: 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** ARN of the bucket with the failed batches. */
  readonly failureBucketArn: string;
  /** Name of the function that handles records, the only one that may be invoked. Its log group is `/aws/lambda/NAME`. */
  readonly functionName: string;
  /**
   * Names of the functions whose settings may be read.
   * @default only the one that handles records
   */
  readonly functionNames?: readonly string[];
  /**
   * ARNs of the roles of other accounts that items are read through.
   * @default none
   */
  readonly accessRoleArns?: readonly string[];
}

/** Keys below which failed batches, the ledger of re-drives and the positions of backfills are. */
const BATCHES = "aws/lambda/*";
const LEDGERS = ["redrive/*", "backfill/*"];

/**
 * What it takes to show, re-drive and discard failed batches, to run backfills and to read the status. `s3:DeleteObject`
 * leaves a noncurrent version behind; nothing here deletes a version for good. The condition keeps the operator off a
 * bucket that somebody else made under the name of one that was deleted: its batches would be forged.
 */
export function operatorStatements(scope: OperatorScope): PolicyStatement[] {
  const { accountId, region, failureBucketArn: bucket, functionName, accessRoleArns = [] } = scope;
  const { functionNames = [functionName] } = scope;
  const lambda = `arn:${partitionOf(region)}:lambda:${region}:${accountId}`;
  const logGroup = `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:/aws/lambda/${functionName}`;
  const Condition = { StringEquals: { "s3:ResourceAccount": accountId } };
  const inBucket = (keys: readonly string[]) => keys.map((key) => `${bucket}/${key}`);
  return [
    allow("ListFailureBucket", "s3:ListBucket", bucket, { Condition }),
    allow("ReadBatchesAndLedgers", "s3:GetObject", inBucket([BATCHES, ...LEDGERS]), { Condition }),
    allow("WriteLedgers", "s3:PutObject", inBucket(LEDGERS), { Condition }),
    allow("DeleteBatches", "s3:DeleteObject", inBucket([BATCHES]), { Condition }),
    allow("HandRecordsOver", "lambda:InvokeFunction", `${lambda}:function:${functionName}`),
    allow(
      "ReadFunctions",
      "lambda:GetFunctionConfiguration",
      functionNames.map((name) => `${lambda}:function:${name}`),
    ),
    allow("ReadMappings", "lambda:GetEventSourceMapping", `${lambda}:event-source-mapping:*`),
    allow("ReadLog", "logs:FilterLogEvents", [logGroup, `${logGroup}:*`]),
    allow("SeeStatus", STATUS_ACTIONS, "*"),
    ...(accessRoleArns.length === 0 ? [] : [allow("AssumeAccessRoles", "sts:AssumeRole", accessRoleArns)]),
  ];
}

/**
 * `ListEventSourceMappings` and `GetMetricData` have no resources; of `DescribeAlarms` a request for a prefix of names
 * takes all (Service Authorization Reference, AWS Lambda and Amazon CloudWatch).
 */
const STATUS_ACTIONS = [
  "lambda:ListEventSourceMappings",
  "cloudwatch:DescribeAlarms",
  "cloudwatch:GetMetricData",
];

function allow(
  Sid: string,
  Action: string | readonly string[],
  Resource: string | readonly string[],
  more: Pick<PolicyStatement, "Condition"> = {},
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...more };
}
