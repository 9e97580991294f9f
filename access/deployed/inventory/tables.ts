import {
  DescribeContinuousBackupsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import type { Settings } from "../../inventory/stack-inventory";
import {
  additionalFinding,
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  findingsOfEach,
  missingFinding,
  settingFindings,
  statementFindings,
} from "./deployed-stack";
import { valueIn } from "./notes";
import { resourcePolicy, streamFindings } from "./streams";

/** Tables with their protection, key, stream, policies, replicas and streaming destinations. */
export function tableFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return findingsOfEach(stack, "aws_dynamodb_table", findingsOf);
}

async function findingsOf(stack: DeployedStack, table: ExpectedElement): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const TableName = String(table.settings.name);
  const described = await notes.read(`table ${TableName}`, () =>
    reader.dynamodb.send(new DescribeTableCommand({ TableName })),
  );
  if (described.kind === "absent") return [missingFinding(stack, table)];
  const found = valueIn(described)?.Table;
  if (!found) return [];
  return [
    ...settingFindings(stack, table, {
      ...settingsOf(found),
      ...(await recovery(stack, table)),
      ...(await expiry(stack, table)),
    }),
    ...(await ownPolicyFindings(stack, table, found.TableArn)),
    ...(await streamFindings(stack, TableName, found.LatestStreamArn)),
    ...(found.Replicas ?? []).map(({ RegionName }) =>
      additionalFinding(
        stack,
        `${table.address} replica`,
        RegionName,
        "A replica is another copy of the data.",
      ),
    ),
    ...(await destinations(stack, table)),
  ];
}

function settingsOf({
  TableName,
  DeletionProtectionEnabled,
  SSEDescription,
  StreamSpecification,
}: TableDescription): Settings {
  const key = SSEDescription?.KMSMasterKeyArn;
  const encrypted = SSEDescription?.Status === "ENABLED";
  const streamed = StreamSpecification?.StreamEnabled;
  return {
    name: TableName,
    deletion_protection_enabled: DeletionProtectionEnabled ?? false,
    server_side_encryption: encrypted ? { enabled: true, kms_key_arn: key } : { enabled: false },
    stream_enabled: streamed ? true : undefined,
    // A stream that is switched off has no view type: that is one finding, not two.
    ...(streamed && { stream_view_type: StreamSpecification?.StreamViewType }),
  };
}

async function recovery(stack: DeployedStack, { settings }: ExpectedElement): Promise<Settings> {
  const TableName = String(settings.name);
  const read = await stack.notes.read(`point-in-time recovery of table ${TableName}`, () =>
    stack.reader.dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
  );
  const found = valueIn(read)?.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (!found) return {};
  const expected = settings.point_in_time_recovery as Settings | undefined;
  const days = expected?.recovery_period_in_days;
  return {
    point_in_time_recovery: {
      enabled: found.PointInTimeRecoveryStatus === "ENABLED",
      // Days that the file leaves to AWS are AWS's choice.
      recovery_period_in_days: days === undefined ? undefined : (found.RecoveryPeriodInDays ?? days),
    },
  };
}

async function expiry(stack: DeployedStack, { settings }: ExpectedElement): Promise<Settings> {
  const expected = settings.ttl as { readonly attribute_name: string } | undefined;
  const TableName = String(settings.name);
  const read = await stack.notes.read(`time to live of table ${TableName}`, () =>
    stack.reader.dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
  );
  const found = valueIn(read)?.TimeToLiveDescription;
  if (!found) return {};
  const enabled = ["ENABLED", "ENABLING"].includes(found.TimeToLiveStatus ?? "");
  if (expected === undefined && !enabled) return {};
  // DynamoDB forgets the attribute where it is off.
  return { ttl: { attribute_name: found.AttributeName ?? expected?.attribute_name, enabled } };
}

async function ownPolicyFindings(
  stack: DeployedStack,
  { address }: ExpectedElement,
  tableArn: string | undefined,
): Promise<DeployedFinding[]> {
  const policy = await resourcePolicy(stack, tableArn);
  return policy === "unread" ? [] : statementFindings(stack, { address, what: "policy" }, [], policy);
}

async function destinations(
  stack: DeployedStack,
  { address, settings }: ExpectedElement,
): Promise<DeployedFinding[]> {
  const TableName = String(settings.name);
  const read = await stack.notes.read(`streaming destinations of table ${TableName}`, () =>
    stack.reader.dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
  );
  return (valueIn(read)?.KinesisDataStreamDestinations ?? [])
    .filter(({ DestinationStatus }) => DestinationStatus !== "DISABLED")
    .map(({ StreamArn }) =>
      additionalFinding(
        stack,
        `${address} streaming destination`,
        StreamArn,
        "Every change of the table is copied there.",
      ),
    );
}
