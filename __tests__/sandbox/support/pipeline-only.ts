import { fromLoaded } from "../../../config/loaded";
import type {
  ConsumerConfig,
  Environment,
  FunctionConfig,
  MappingConfig,
  SourceConfig,
} from "../../../config/schema";

/** What differs from the sandbox's pipeline. */
export interface PipelineEdits {
  readonly source?: Partial<SourceConfig>;
  readonly consumer?: Partial<ConsumerConfig>;
  readonly function?: Partial<FunctionConfig>;
  readonly mapping?: Partial<MappingConfig>;
}

/** The sandbox with nothing but its pipeline: a table with a stream, a function and a mapping. */
export function pipelineOnly(environment: Environment, edits: PipelineEdits = {}): Environment {
  const changes = fromLoaded(environment.sources.changes, "sources.changes");
  const consumer = fromLoaded(environment.consumers.handler, "consumers.handler");
  const { readerApi: _api, accountSwitcher: _switcher, ...handler } = { ...consumer, ...edits.consumer };
  return {
    ...environment,
    sources: { changes: { ...changes, tables: {}, accessRoles: {}, ...edits.source } },
    consumers: {
      handler: {
        ...handler,
        function: { ...handler.function, ...edits.function },
        mappings: handler.mappings.map((mapping) => ({ ...mapping, ...edits.mapping })),
      },
    },
  };
}
