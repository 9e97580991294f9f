import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetResourcePolicyCommand,
} from "@aws-sdk/client-dynamodb";
import { policyFindings } from "../../access/inventory/compare/policies";
import type { ExpectedStatement, StackInventory } from "../../access/inventory/stack-inventory";
import { accountOf, regionOf } from "../../config/placement";
import type { Environment, SourceConfig } from "../../config/schema";
import type { PolicyState, SourcePicture } from "../picture";
import type { Reader } from "../reader";

/** How the file's side names the stream, of a table that the stack makes or looks up. */
const STREAM = /\$\{(?:data\.)?aws_dynamodb_table\.table\.stream_arn\}/;

/** Looks at a source's stream, and compares the stream's policy with the file. */
export async function lookAtSource(
  key: string,
  source: SourceConfig,
  inventory: StackInventory,
  environment: Environment,
  reader: Reader,
): Promise<SourcePicture> {
  const { tableName, existing, streamViewType } = source;
  const scope = { accountId: accountOf(source, environment).id, region: regionOf(source, environment) };
  const { accountId } = scope;
  const about = { key, stack: inventory.name, accountId, tableName, existing, streamViewType };
  const table = await reader.read(scope, `table ${tableName}`, async ({ dynamodb }) => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: tableName }));
    // A table whose stream was turned off still has its ARN.
    const { StreamEnabled, StreamViewType } = Table?.StreamSpecification ?? {};
    return StreamEnabled ? { streamArn: Table?.LatestStreamArn, viewType: StreamViewType } : {};
  });
  if (table.kind !== "there") return { ...about, look: table };
  const { streamArn, viewType } = table;
  if (streamArn === undefined) {
    return { ...about, look: { kind: "there", policy: "none wanted", differences: [] } };
  }
  const policy = await reader.read(scope, `the policy of ${streamArn}`, ({ dynamodb }) =>
    policyOf(dynamodb, streamArn),
  );
  const compared =
    policy.kind === "unread"
      ? ({ policy: "not read", differences: [] } as const)
      : comparedPolicy(inventory, streamArn, policy.kind === "there" ? policy.text : undefined);
  return { ...about, look: { kind: "there", streamArn, viewType, ...compared } };
}

async function policyOf(dynamodb: DynamoDBClient, ResourceArn: string): Promise<{ readonly text?: string }> {
  const { Policy } = await dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }));
  return { text: Policy };
}

/** How the policy of a stream compares with the statements that the file implies. */
export function comparedPolicy(
  { elements }: Pick<StackInventory, "elements">,
  streamArn: string,
  text: string | undefined,
): { readonly policy: PolicyState; readonly differences: readonly string[] } {
  const element = elements["aws_dynamodb_resource_policy.stream_policy"];
  const expected = (element?.policy ?? []) as readonly ExpectedStatement[];
  if (text === undefined || text === "") {
    return { policy: expected.length === 0 ? "none wanted" : "missing", differences: [] };
  }
  const findings = policyFindings(expected, text, {
    place: "policy",
    why: "",
    resolve: (one) => one.replace(STREAM, streamArn),
  });
  const differences = findings.map((one) => `${one.place}: ${one.found} instead of ${one.expected}`);
  return { policy: differences.length === 0 ? "as intended" : "differs", differences };
}
