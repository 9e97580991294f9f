import { DescribeStreamCommand, type DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Refusal } from "./result";

/**
 * Asks for a stream in a role that is no reader of it, with `DescribeStream`, which reads no record.
 * @param streams client of the consumer's account, in another role than the reader's
 */
export async function askAsAnother(
  streams: DynamoDBStreamsClient,
  accountId: string,
  StreamArn: string,
): Promise<Refusal> {
  try {
    await streams.send(new DescribeStreamCommand({ StreamArn }));
    return { accountId, outcome: "admitted", answer: "DescribeStream was answered" };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return judged(accountId, error);
  }
}

function judged(accountId: string, { name, message }: Error): Refusal {
  const answer = `${name}: ${message}`;
  if (!/^AccessDenied/.test(name)) return { accountId, outcome: "not judged", answer };
  const by = refusedBy(message);
  return { accountId, outcome: "refused", ...(by && { by }), answer };
}

/** AWS ends a denial with "because no resource-based policy allows …" or "because no identity-based policy allows …". */
function refusedBy(message: string): Refusal["by"] {
  if (/resource-based policy/.test(message)) return "the stream's policy";
  return /identity-based policy|permissions boundary|service control policy/.test(message)
    ? "the role's own policies"
    : undefined;
}
