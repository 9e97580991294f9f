import type { LoadedEnvironment } from "../../config/load-environment";
import { fromLoaded } from "../../config/loaded";
import { accountOf } from "../../config/placement";
import { SandboxError } from "../../sandbox/sandbox-error";

/** The table and the function that the demo shows. */
export interface Pipeline {
  readonly sourceAccountId: string;
  readonly tableName: string;
  readonly consumerAccountId: string;
  readonly functionName: string;
}

/**
 * The first mapping of the environment.
 * @throws SandboxError if the table's key is not that of the demo's item: a partition key `id` of type string
 */
export function pipelineOf({ environment, file }: LoadedEnvironment): Pipeline {
  const consumer = fromLoaded(Object.values(environment.consumers)[0], "consumers");
  const mapped = fromLoaded(consumer.mappings[0], "mappings");
  const source = environment.sources[mapped.source];
  if (!source || source.sortKey || source.partitionKey.name !== "id" || source.partitionKey.type !== "S") {
    throw new SandboxError(
      `${file}: the demo needs a table whose only key is \`id\`, a string; ${mapped.source} has another key.`,
      "Run the demo with the environment `sandbox`, or start a sandbox with `npm run sandbox -- up` and deploy yours by hand.",
    );
  }
  return {
    sourceAccountId: accountOf(source, environment).id,
    tableName: source.tableName,
    consumerAccountId: accountOf(consumer, environment).id,
    functionName: consumer.function.name,
  };
}
