import { DescribeTableCommand, type TableDescription } from "@aws-sdk/client-dynamodb";
import type { SourceConfig } from "../../../config/schema";
import type { Settings } from "../../inventory/stack-inventory";
import {
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  missingFinding,
  settingFindings,
} from "./deployed-stack";
import { valueIn } from "./notes";
import { streamFindings } from "./streams";

const TYPE = "data.aws_dynamodb_table";

/** The tables that a stack looks up and somebody else made. */
export function existingTables(stack: DeployedStack): ExpectedElement[] {
  return expectedOf(stack, TYPE).filter(({ address }) => !isOfOwnTable(stack, address));
}

/** One with the name of a table of the stack reads that table before a change. */
function isOfOwnTable(stack: DeployedStack, address: string): boolean {
  return expectedOf(stack, "aws_dynamodb_table").some((own) => address === `data.${own.address}_deployed`);
}

/** Of a table that is its owner's, the policies of its streams are the stack's, and the table must be what the file says. */
export async function existingTableFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return (await Promise.all(existingTables(stack).map((table) => findingsOf(stack, table)))).flat();
}

async function findingsOf(stack: DeployedStack, table: ExpectedElement): Promise<DeployedFinding[]> {
  const TableName = String(table.settings.name);
  const described = await stack.notes.read(`table ${TableName}`, () =>
    stack.reader.dynamodb.send(new DescribeTableCommand({ TableName })),
  );
  if (described.kind === "absent") {
    return [missingFinding(stack, { address: table.address, settings: { name: TableName } })];
  }
  const found = valueIn(described)?.Table;
  if (!found) return [];
  return [
    ...settingFindings(stack, withFacts(table, stack.existingTable), factsIn(found)),
    ...(await streamFindings(stack, TableName, found.LatestStreamArn)),
  ];
}

/** What a plan compares with the table, and stops at where it differs. */
function withFacts({ address, settings }: ExpectedElement, source: SourceConfig | undefined) {
  const stream = { stream_enabled: true, stream_view_type: source?.streamViewType };
  const keys = source && { hash_key: typed(source.partitionKey), range_key: typed(source.sortKey) };
  return { address, settings: { ...settings, ...stream, ...keys, ...encryptionOf(source) } };
}

function encryptionOf(source: SourceConfig | undefined): Settings {
  const { encryption } = source ?? {};
  const keyArn = encryption?.type === "customer-managed" ? encryption.keyArn : undefined;
  return { server_side_encryption: keyArn === undefined ? { enabled: false } : encryptedWith(keyArn) };
}

function factsIn({ StreamSpecification, KeySchema, AttributeDefinitions, SSEDescription }: TableDescription) {
  const keyOf = (kind: "HASH" | "RANGE") => {
    const name = KeySchema?.find(({ KeyType }) => KeyType === kind)?.AttributeName;
    const type = AttributeDefinitions?.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    return name === undefined ? undefined : typed({ name, type });
  };
  const streamed = StreamSpecification?.StreamEnabled;
  const keyArn = SSEDescription?.Status === "ENABLED" ? SSEDescription.KMSMasterKeyArn : undefined;
  return {
    stream_enabled: streamed ? true : undefined,
    // A stream that is switched off has no view type: that is one finding, not two.
    ...(streamed && { stream_view_type: StreamSpecification?.StreamViewType }),
    hash_key: keyOf("HASH"),
    range_key: keyOf("RANGE"),
    server_side_encryption: keyArn === undefined ? { enabled: false } : encryptedWith(keyArn),
  };
}

function typed(key: { readonly name: string; readonly type?: string | undefined } | undefined) {
  return key && `${key.name} (${key.type})`;
}

function encryptedWith(keyArn: string): Settings {
  return { enabled: true, kms_key_arn: keyArn };
}
