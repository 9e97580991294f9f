import { randomUUID } from "node:crypto";
import type { Scope } from "../aws/identity";
import type { Supervisor } from "../mappings/supervisor";
import { type Mapping, NOTHING_PROCESSED } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";
import type { ApiAnswer } from "./answer";
import { checkModel, type RequestBody } from "./constraints";
import { refuseDuplicate } from "./duplicates";
import { toResponse } from "./mapping-response";
import { settingsFrom } from "./settings";
import { type Sources, sourceOf } from "./sources";
import { startingPosition } from "./starting-position";
import { tagsFrom } from "./tags";
import type { Targets } from "./targets";

/** What a creation takes. */
export interface CreateParts {
  readonly mappings: MappingStore;
  readonly supervisor: Supervisor;
  readonly targets: Targets;
  readonly sources: Sources;
}

/**
 * CreateEventSourceMapping for a DynamoDB stream. The checks run in the order in which AWS was seen to make
 * them: the model, the source, the settings, the function, the pair of both, and at last the access.
 * @throws ApiError
 */
export async function createMapping(
  { mappings, supervisor, targets, sources }: CreateParts,
  scope: Scope,
  body: RequestBody,
): Promise<ApiAnswer> {
  checkModel(body, "create");
  const stream = sourceOf(body, scope);
  const position = startingPosition(body, stream.arn);
  const settings = settingsFrom(body);
  const target = await targets.find(scope, String(body.FunctionName));
  refuseDuplicate(mappings.of(scope), stream.arn, target);
  await sources.require(stream, target.roleArn, scope);
  const mapping: Mapping = {
    uuid: randomUUID(),
    ...scope,
    streamArn: stream.arn,
    startingPosition: position,
    functionName: target.name,
    functionArn: target.arn,
    roleArn: target.roleArn,
    settings,
    enabled: body.Enabled !== false,
    state: "Creating",
    lastModified: Date.now(),
    lastProcessingResult: NOTHING_PROCESSED,
    tags: tagsFrom(body.Tags),
  };
  // Checked again with nothing to wait for until it is saved: two calls may have come at the same time.
  refuseDuplicate(mappings.of(scope), stream.arn, target);
  mappings.save(mapping);
  try {
    await sources.saveStart(mapping, stream);
  } catch (error) {
    mappings.delete(mapping.uuid);
    throw error;
  }
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}
