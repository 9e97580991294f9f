import { GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { NOTHING, shown } from "../../inventory/finding";
import {
  type DeployedFinding,
  type DeployedStack,
  type ExpectedElement,
  expectedOf,
  whyOf,
} from "./deployed-stack";
import { valueIn } from "./notes";

const TYPE = "aws_dynamodb_resource_policy";

/** A table's stream as it is now. */
interface CurrentStream {
  readonly TableName: string;
  readonly streamArn: string;
  /** Its policy; undefined if it has none. */
  readonly policy: string | undefined | "unread";
}

/**
 * Policies on streams that the table had before. Nothing new is read from there: where the stream of today has no
 * policy, the policy is still on the stream that somebody replaced by hand. AWS lists a stream that was switched off for
 * a day (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams").
 */
export async function oldStreamFindings(
  stack: DeployedStack,
  current: CurrentStream,
): Promise<DeployedFinding[]> {
  const { reader, notes } = stack;
  const { TableName, streamArn } = current;
  const listed = await notes.read(`streams of table ${TableName}`, () =>
    reader.streams.send(new ListStreamsCommand({ TableName })),
  );
  const arns = (valueIn(listed)?.Streams ?? []).flatMap(({ StreamArn }) => StreamArn ?? []);
  const found = arns
    .filter((arn) => arn !== streamArn)
    .map(async (ResourceArn) => {
      const read = await notes.read(`policy of ${ResourceArn}`, () =>
        reader.dynamodb.send(new GetResourcePolicyCommand({ ResourceArn })),
      );
      return valueIn(read)?.Policy === undefined ? [] : [findingOf(stack, ResourceArn, current)];
    });
  return (await Promise.all(found)).flat();
}

/** The policy that the file implies for a stream. */
export function streamPolicy(stack: DeployedStack, streamArn: string): ExpectedElement | undefined {
  return expectedOf(stack, TYPE).find(({ settings }) => settings.resource_arn === streamArn);
}

function findingOf(
  stack: DeployedStack,
  oldArn: string,
  { streamArn, policy }: CurrentStream,
): DeployedFinding {
  const { name } = stack.inventory;
  const isMeant = policy === undefined ? streamPolicy(stack, streamArn) : undefined;
  const address = isMeant?.address ?? TYPE;
  return {
    place: `${name} ${address} resource_arn`,
    expected: isMeant ? shown(streamArn) : NOTHING,
    found: shown(oldArn),
    why: whyOf(address),
    subject: { stack: name, address, part: "resource_arn" },
  };
}
