import { fromLoaded } from "../../../config/loaded";
import type { Environment, MappingConfig, SourceConfig } from "../../../config/schema";

/** What differs from the sandbox's pipeline. */
export interface PipelineEdits {
  readonly source?: Partial<SourceConfig>;
  readonly mapping?: Partial<MappingConfig>;
}

/** The sandbox with nothing but its pipeline: a table with a stream, a function and a mapping. */
export function pipelineOnly(environment: Environment, { source, mapping }: PipelineEdits = {}): Environment {
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const {
    readerApi: _,
    accountSwitcher: __,
    ...handler
  } = fromLoaded(environment.consumers.handler, "consumers.handler");
  const mappings = handler.mappings.map((one) => ({ ...one, ...mapping }));
  return {
    ...environment,
    sources: { changes: { ...changes, tables: {}, accessRoles: {}, ...source } },
    consumers: { handler: { ...handler, mappings } },
  };
}
