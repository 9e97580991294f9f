import type { Supervisor } from "../mappings/supervisor";
import { isInTransition, type Mapping } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";
import type { ApiAnswer } from "./answer";
import { mappingInUse } from "./errors";
import { toResponse } from "./mapping-response";

/**
 * DeleteEventSourceMapping: answers with the whole mapping; it is gone a moment later.
 * @throws ApiError
 */
export function deleteMapping(mappings: MappingStore, supervisor: Supervisor, mapping: Mapping): ApiAnswer {
  if (isInTransition(mapping)) throw mappingInUse("delete");
  mapping.state = "Deleting";
  mappings.save(mapping);
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}
