import type { Scope } from "../aws/identity";
import { isInTransition, type Supervisor } from "../mappings/supervisor";
import type { Mapping, MappingState } from "../model/mapping";
import type { Services } from "../runtime/context";
import type { ApiAnswer } from "./answer";
import { checkModel, type RequestBody } from "./constraints";
import { resolveFunction } from "./create";
import { mappingExists, mappingInUse } from "./errors";
import { toResponse } from "./mapping-response";
import { settingsFrom } from "./settings";

/**
 * UpdateEventSourceMapping: what the body names is changed, all else and the position stay.
 * @throws ApiError
 */
export async function updateMapping(
  services: Services,
  supervisor: Supervisor,
  mapping: Mapping,
  body: RequestBody,
): Promise<ApiAnswer> {
  checkModel(body, "update");
  const settings = settingsFrom(body, mapping.settings);
  const target = await newTarget(services, mapping, body);
  // Only now: a check that waited may have let another change in.
  if (isInTransition(mapping)) throw mappingInUse("update");
  const enabled = typeof body.Enabled === "boolean" ? body.Enabled : mapping.enabled;
  Object.assign(mapping, target, {
    settings,
    state: stateTowards(mapping.enabled, enabled),
    enabled,
    lastModified: Date.now(),
  });
  services.mappings.save(mapping);
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}

/**
 * DeleteEventSourceMapping: answers with the whole mapping; it is gone a moment later.
 * @throws ApiError
 */
export function deleteMapping(services: Services, supervisor: Supervisor, mapping: Mapping): ApiAnswer {
  if (isInTransition(mapping)) throw mappingInUse("delete");
  mapping.state = "Deleting";
  services.mappings.save(mapping);
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}

function stateTowards(was: boolean, will: boolean): MappingState {
  if (was === will) return "Updating";
  return will ? "Enabling" : "Disabling";
}

async function newTarget(
  services: Services,
  mapping: Mapping,
  body: RequestBody,
): Promise<Pick<Mapping, "functionName" | "functionArn" | "roleArn"> | undefined> {
  if (typeof body.FunctionName !== "string") return undefined;
  const scope: Scope = { account: mapping.account, region: mapping.region };
  const { name, arn, roleArn } = await resolveFunction(services, scope, body.FunctionName);
  const twin = services.mappings
    .of(scope.account, scope.region)
    .find((other) => other !== mapping && other.streamArn === mapping.streamArn && other.functionArn === arn);
  if (twin) throw mappingExists(mapping.streamArn, name, twin.uuid);
  return { functionName: name, functionArn: arn, roleArn };
}
