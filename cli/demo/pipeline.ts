import type { LoadedEnvironment } from "../../config/load-environment";
import { accountOf } from "../../config/placement";
import { SandboxError } from "../../sandbox/sandbox-error";

/** The one way from a table to a function that the demo shows. */
export interface Pipeline {
  readonly sourceAccountId: string;
  readonly tableName: string;
  readonly consumerAccountId: string;
  readonly functionName: string;
}

/**
 * The first mapping of the environment.
 * @throws SandboxError if its table's key is not the demo item's: one partition key `id`, a string.
 */
export function pipelineOf({ environment, file }: LoadedEnvironment): Pipeline {
  const consumer = first(Object.values(environment.consumers));
  const mapped = first(consumer.mappings);
  const source = environment.sources[mapped.source];
  if (!source || source.sortKey || source.partitionKey.name !== "id" || source.partitionKey.type !== "S") {
    throw new SandboxError(
      `${file}: the demo puts an item whose only key is \`id\`, a string, and ${mapped.source} has another key.`,
      "Run the demo with the environment `sandbox`, or deploy yours by hand: npm run sandbox -- up",
    );
  }
  return {
    sourceAccountId: accountOf(source, environment).id,
    tableName: source.tableName,
    consumerAccountId: accountOf(consumer, environment).id,
    functionName: consumer.function.name,
  };
}

function first<T>(list: readonly T[]): T {
  const [head] = list;
  if (head) return head;
  throw new Error("loadEnvironment lets no environment without a consumer and a mapping pass");
}
