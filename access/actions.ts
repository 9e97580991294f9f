import type { Resource } from "./access-model";

/** Something that a principal might do to a resource: a column of the matrix. */
export interface Action {
  /** Heading of the column. */
  readonly label: string;
  /** `dynamodb:GetRecords`. */
  readonly name: string;
  /** What is appended to the resource's ARN. */
  readonly suffix?: string;
  /** @default true */
  readonly tls?: boolean;
  /** Whether the request carries the external ID that the resource asks for. @default true */
  readonly externalId?: boolean;
}

/** What is asked about each kind of resource: everything that roles need, and what would do most harm. */
export const ACTIONS: Readonly<Record<Resource["kind"], readonly Action[]>> = {
  stream: named("dynamodb", [
    "DescribeStream",
    "GetRecords",
    "GetShardIterator",
    "PutResourcePolicy",
    "DeleteResourcePolicy",
  ]),
  table: named("dynamodb", ["GetItem", "Scan", "PutItem", "DeleteItem", "DeleteTable", "PutResourcePolicy"]),
  key: named("kms", ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "CreateGrant", "PutKeyPolicy"]),
  bucket: [
    ...named("s3", ["ListBucket", "DeleteBucket", "PutBucketPolicy"]),
    ...named("s3", ["PutObject", "GetObject", "DeleteObject", "DeleteObjectVersion"], "/aws/lambda/batch"),
    { label: "PutObject of the ledger", name: "s3:PutObject", suffix: "/redrive/batches/batch.json" },
    { label: "DeleteObject of the ledger", name: "s3:DeleteObject", suffix: "/redrive/batches/batch.json" },
    { label: "ListBucket without TLS", name: "s3:ListBucket", tls: false },
    { label: "PutObject without TLS", name: "s3:PutObject", suffix: "/aws/lambda/batch", tls: false },
  ],
  "log group": [
    ...named("logs", ["CreateLogStream", "PutLogEvents"], ":log-stream:any"),
    ...named("logs", ["FilterLogEvents", "DeleteLogGroup"]),
  ],
  function: named("lambda", [
    "InvokeFunction",
    "GetFunctionConfiguration",
    "UpdateFunctionCode",
    "AddPermission",
  ]),
  role: [
    ...named("sts", ["AssumeRole"]),
    { label: "AssumeRole without external ID", name: "sts:AssumeRole", externalId: false },
  ],
  account: [
    ...named("dynamodb", ["ListTables"]),
    ...named("s3", ["ListAllMyBuckets"]),
    ...named("xray", ["PutTraceSegments", "PutTelemetryRecords"]),
  ],
  // Only what the file permits.
  permitted: [],
};

function named(service: string, labels: readonly string[], suffix?: string): Action[] {
  return labels.map((label) => ({ label, name: `${service}:${label}`, ...(suffix && { suffix }) }));
}
