import type { Resource } from "./access-model";

/** A column: one thing that somebody might do to a resource. */
export interface Action {
  /** As the column is headed. */
  readonly label: string;
  /** `dynamodb:GetRecords`. */
  readonly name: string;
  /** What is appended to the resource's ARN. */
  readonly suffix?: string;
  /** @default true */
  readonly tls?: boolean;
  /** Whether the external ID is said that the resource asks for. @default true */
  readonly externalId?: boolean;
}

/** What is asked about each kind of resource: all that readers need, and what would hurt most. */
export const ACTIONS: Readonly<Record<Resource["kind"], readonly Action[]>> = {
  stream: named("dynamodb", [
    "DescribeStream",
    "GetRecords",
    "GetShardIterator",
    "PutResourcePolicy",
    "DeleteResourcePolicy",
  ]),
  table: named("dynamodb", ["GetItem", "Scan", "PutItem", "DeleteItem", "DeleteTable", "PutResourcePolicy"]),
  key: named("kms", ["Decrypt", "Encrypt", "GenerateDataKey", "CreateGrant", "PutKeyPolicy"]),
  bucket: [
    ...named("s3", ["ListBucket", "DeleteBucket", "PutBucketPolicy"]),
    ...named("s3", ["PutObject", "GetObject", "DeleteObject"], "/aws/lambda/batch"),
    { label: "ListBucket without TLS", name: "s3:ListBucket", tls: false },
    { label: "PutObject without TLS", name: "s3:PutObject", suffix: "/aws/lambda/batch", tls: false },
  ],
  "log group": [
    ...named("logs", ["CreateLogStream", "PutLogEvents"], ":log-stream:any"),
    ...named("logs", ["FilterLogEvents", "DeleteLogGroup"]),
  ],
  role: [
    ...named("sts", ["AssumeRole"]),
    { label: "AssumeRole without external ID", name: "sts:AssumeRole", externalId: false },
  ],
  account: [
    ...named("dynamodb", ["ListTables"]),
    ...named("s3", ["ListAllMyBuckets"]),
    ...named("xray", ["PutTraceSegments", "PutTelemetryRecords"]),
  ],
};

function named(service: string, labels: readonly string[], suffix?: string): Action[] {
  return labels.map((label) => ({ label, name: `${service}:${label}`, ...(suffix && { suffix }) }));
}
