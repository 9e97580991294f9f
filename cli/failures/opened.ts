import { loadEnvironment } from "../../config/load-environment";
import type { Environment } from "../../config/schema";
import { reasonOf } from "../../errors/reason-of";
import { type ConsumerFailures, openFailures } from "../../failures/consumer-failures";
import { FailureError } from "../../failures/failure-error";
import { whichAws } from "../support/connect-accounts";
import { connectOperators, type OperatorConnections, type RoleOptions } from "../support/connect-operators";

/** Options that every command about failures has. */
export interface CommonOptions extends RoleOptions {
  readonly environment?: string;
  readonly consumer?: string;
  readonly json?: boolean;
}

/** Opens the failure buckets of an environment, says which AWS that is, and closes them after the work. */
export async function withFailures<T>(
  { environment: name, consumer, ...roles }: CommonOptions,
  work: (
    all: readonly ConsumerFailures[],
    environment: Environment,
    connections: OperatorConnections,
  ) => Promise<T>,
): Promise<T> {
  const { environment } = loadEnvironment(name);
  console.error(whichAws(environment));
  const connections = connectOperators(environment, "failures", roles);
  const all = await openFailures(environment, connections.toConsumer, consumer);
  try {
    return await work(all, environment, connections);
  } finally {
    for (const failures of all) failures.close();
  }
}

/** Does something with a failure bucket. @throws FailureError with a remedy if AWS refuses it */
export async function inBucket<T>({ bucket }: ConsumerFailures, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isOfAws = error instanceof Error && "$metadata" in error;
    if (!isOfAws) throw error;
    throw new FailureError([
      {
        place: bucket.bucket,
        cause: `AWS refused: ${error.name}: ${reasonOf(error)}`,
        remedy: "Check that the consumer is deployed, and that the role (--role) may read its failure bucket",
      },
    ]);
  }
}
