import type { Supervisor } from "../mappings/supervisor";
import { isInTransition, type Mapping, type MappingState } from "../model/mapping";
import type { MappingStore } from "../store/mapping-store";
import type { ApiAnswer } from "./answer";
import { checkModel, type RequestBody } from "./constraints";
import { refuseDuplicate } from "./duplicates";
import { mappingInUse } from "./errors";
import { toResponse } from "./mapping-response";
import { settingsFrom } from "./settings";
import type { Targets } from "./targets";

/** What an update takes. */
export interface UpdateParts {
  readonly mappings: MappingStore;
  readonly supervisor: Supervisor;
  readonly targets: Targets;
}

/**
 * UpdateEventSourceMapping: what the body names is changed; everything else and the checkpoint stay.
 * @throws ApiError
 */
export async function updateMapping(
  { mappings, supervisor, targets }: UpdateParts,
  mapping: Mapping,
  body: RequestBody,
): Promise<ApiAnswer> {
  checkModel(body, "update");
  const settings = settingsFrom(body, mapping.settings);
  const target = await newTarget(mappings, targets, mapping, body);
  // Only now: while a check waited, another change may have come in.
  if (isInTransition(mapping)) throw mappingInUse("update");
  const enabled = typeof body.Enabled === "boolean" ? body.Enabled : mapping.enabled;
  Object.assign(mapping, target, {
    settings,
    state: stateTowards(mapping.enabled, enabled),
    enabled,
    lastModified: Date.now(),
  });
  mappings.save(mapping);
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}

function stateTowards(was: boolean, will: boolean): MappingState {
  if (was === will) return "Updating";
  return will ? "Enabling" : "Disabling";
}

async function newTarget(
  mappings: MappingStore,
  targets: Targets,
  mapping: Mapping,
  { FunctionName: text }: RequestBody,
): Promise<Pick<Mapping, "functionName" | "functionArn" | "roleArn"> | undefined> {
  if (typeof text !== "string") return undefined;
  const target = await targets.find({ account: mapping.account, region: mapping.region }, text);
  const others = mappings.of(mapping).filter((other) => other !== mapping);
  refuseDuplicate(others, mapping.streamArn, target);
  return { functionName: target.name, functionArn: target.arn, roleArn: target.roleArn };
}
