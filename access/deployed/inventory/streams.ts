import { GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import type { ExpectedStatement } from "../../inventory/stack-inventory";
import { type DeployedFinding, type DeployedStack, statementFindings } from "./deployed-stack";
import { valueIn } from "./notes";
import { oldStreamFindings, streamPolicy } from "./old-streams";

/** The policy of a table's stream, and policies that are left on its earlier streams. */
export async function streamFindings(
  stack: DeployedStack,
  TableName: string,
  streamArn: string | undefined,
): Promise<DeployedFinding[]> {
  if (streamArn === undefined) return [];
  const policy = await resourcePolicy(stack, streamArn);
  return [
    ...streamPolicyFindings(stack, streamArn, policy),
    ...(await oldStreamFindings(stack, { TableName, streamArn, policy })),
  ];
}

function streamPolicyFindings(
  stack: DeployedStack,
  streamArn: string,
  policy: string | undefined | "unread",
): DeployedFinding[] {
  if (policy === "unread") return [];
  const expected = streamPolicy(stack, streamArn);
  const place = { address: expected?.address ?? "aws_dynamodb_resource_policy", what: "policy" };
  return statementFindings(
    stack,
    place,
    (expected?.settings.policy ?? []) as readonly ExpectedStatement[],
    policy,
  );
}

/** The policy of a table or a stream; undefined if it has none. */
export async function resourcePolicy(
  { reader, notes }: DeployedStack,
  ResourceArn: string | undefined,
): Promise<string | undefined | "unread"> {
  const read = await notes.read(`policy of ${ResourceArn}`, () =>
    reader.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn })),
  );
  return read.kind === "unread" ? "unread" : valueIn(read)?.Policy;
}
