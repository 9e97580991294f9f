import { isGroup } from "../../../config/group";
import type { LoadedEnvironment } from "../../../config/load-environment";
import { fromLoaded } from "../../../config/loaded";
import { accountOf } from "../../../config/placement";
import { SandboxError } from "../../../sandbox/sandbox-error";
import type { Writing } from "../many/load";
import { Random } from "../many/random";
import { contentOf, each, sandboxVariant } from "../many/sandbox-variant";
import { TableWriter } from "../many/table-writer";

/** A tenant of the one table. */
export interface CentralTenant extends Writing {
  readonly tenant: string;
  /** What the keys of its items begin with. */
  readonly prefix: string;
  /** Its function, and the account of the function; absent for a tenant that has none. */
  readonly receiver?: { readonly accountId: string; readonly functionName: string };
}

/** The environment of the scenario, its tenants, and one that has no function and whose ID begins like another's. */
export interface CentralTable {
  readonly loaded: LoadedEnvironment;
  /** Key attribute that says whose item it is. */
  readonly keyAttribute: string;
  readonly tenants: readonly CentralTenant[];
}

const NAME = "central-table";

/**
 * environments/central-table.yaml as the scenario deploys it: each consumer is a tenant, whose items begin with its key
 * and a #.
 * @throws SandboxError if the table's key is not one string; EnvironmentError if the file has a mistake
 */
export function centralTable(seed: number): CentralTable {
  const content = contentOf(NAME);
  const loaded = sandboxVariant(NAME, { ...content, consumers: each(content.consumers, logged) });
  const { environment } = loaded;
  const source = fromLoaded(Object.values(environment.sources)[0], "sources");
  const { tableName, partitionKey, sortKey, streamViewType } = source;
  if (partitionKey.type !== "S" || sortKey) {
    throw new SandboxError(
      `environments/${NAME}.yaml: the scenario needs a table whose only key is a string.`,
      "Run the scenario in a new clone.",
    );
  }
  const keyAttribute = partitionKey.name;
  const writing = (tenant: string, place: number) => {
    const prefix = `${tenant}#`;
    const table = { tableName, streamViewType, partitionKey: keyAttribute };
    const writer = new TableWriter(table, prefix, new Random(seed, place));
    return { tenant, prefix, accountId: accountOf(source, environment).id, writer };
  };
  const consumers = Object.entries(environment.consumers);
  const tenants = consumers.map(([key, consumer], place) => ({
    ...writing(key, place),
    receiver: { accountId: accountOf(consumer, environment).id, functionName: consumer.function.name },
  }));
  const withoutFunction = writing(`${consumers[0]?.[0]}-labs`, consumers.length);
  return { loaded, keyAttribute, tenants: [...tenants, withoutFunction] };
}

/** The functions log whole records, so that the scenario can see what each was given. */
function logged(consumer: Readonly<Record<string, unknown>>) {
  const { function: fn } = consumer;
  if (!isGroup(fn)) return consumer;
  const environment = { ...(isGroup(fn.environment) ? fn.environment : {}), LOG_RECORDS: "true" };
  return { ...consumer, function: { ...fn, environment } };
}
