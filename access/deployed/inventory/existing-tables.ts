import { DescribeTableCommand, type TableDescription } from "@aws-sdk/client-dynamodb";
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

/** Of a table that is its owner's, only the policies of its streams are the stack's; the table itself must be there. */
export async function existingTableFindings(stack: DeployedStack): Promise<DeployedFinding[]> {
  return (await Promise.all(existingTables(stack).map((table) => findingsOf(stack, table)))).flat();
}

async function findingsOf(stack: DeployedStack, table: ExpectedElement): Promise<DeployedFinding[]> {
  const TableName = String(table.settings.name);
  const described = await stack.notes.read(`table ${TableName}`, () =>
    stack.reader.dynamodb.send(new DescribeTableCommand({ TableName })),
  );
  if (described.kind === "absent") return [missingFinding(stack, table)];
  const found = valueIn(described)?.Table;
  if (!found) return [];
  return [
    ...settingFindings(stack, withStream(table), streamOf(found)),
    ...(await streamFindings(stack, TableName, found.LatestStreamArn)),
  ];
}

/** A plan stops at a table without a stream. */
function withStream({ address, settings }: ExpectedElement): ExpectedElement {
  return { address, settings: { ...settings, stream_enabled: true } };
}

function streamOf({ StreamSpecification }: TableDescription): Settings {
  return { stream_enabled: StreamSpecification?.StreamEnabled ? true : undefined };
}
