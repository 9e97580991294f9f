import {
  GetEventSourceMappingCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-lambda";
import type { FailedBatch } from "./failed-batch";
import { FailureError } from "./failure-error";

/** The function of a consumer. */
export interface OwnFunction {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

/**
 * Says which function gets a batch again: the one that its mapping invokes now, with its qualifier, or the one that the
 * batch names if the mapping no longer exists. It is always the consumer's own: whatever an object says, records reach no
 * other function.
 */
export function functionOf(lambda: LambdaClient, own: OwnFunction): (batch: FailedBatch) => Promise<string> {
  const asked = new Map<string, Promise<string | undefined>>();
  return async (batch) => {
    const { mapping } = batch;
    const now = asked.get(mapping) ?? functionOfMapping(lambda, mapping);
    asked.set(mapping, now);
    const arn = (await now) ?? batch.functionArn;
    const [, , service, region, accountId, kind, name] = arn.split(":");
    const isOwn = accountId === own.accountId && region === own.region && name === own.name;
    if (service === "lambda" && kind === "function" && isOwn) return arn;
    throw new FailureError([
      {
        place: batch.id,
        cause: `it comes from the function ${arn || "(none)"}, not from ${own.name || "a usage meter"} of account ${own.accountId}`,
        remedy: "Re-drive it with the environment file of that function, or discard it",
      },
    ]);
  };
}

async function functionOfMapping(lambda: LambdaClient, UUID: string): Promise<string | undefined> {
  try {
    return (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).FunctionArn;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
