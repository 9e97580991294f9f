import { randomUUID } from "node:crypto";
import type { Scope } from "../aws/identity";
import { AwsError } from "../aws/json-api";
import type { Supervisor } from "../mappings/supervisor";
import {
  type FunctionReference,
  parseFunctionReference,
  parseStreamArn,
  type StreamArn,
} from "../model/arns";
import { type Mapping, NOTHING_PROCESSED } from "../model/mapping";
import { latestPositions } from "../reader/latest-positions";
import { StreamApi } from "../reader/stream-api";
import type { Services } from "../runtime/context";
import type { ApiAnswer } from "./answer";
import { checkModel, type RequestBody } from "./constraints";
import { ApiError, cannotAccessStream, invalidParameter, mappingExists } from "./errors";
import { toResponse } from "./mapping-response";
import { settingsFrom } from "./settings";
import { startingPosition } from "./starting-position";
import { tagsFrom } from "./tags";

/**
 * CreateEventSourceMapping for a DynamoDB stream. The checks run in the order in which AWS was seen to make
 * them: the model, the source, the settings, the function, the pair of both, and at last the access.
 * @throws ApiError
 */
export async function createMapping(
  services: Services,
  supervisor: Supervisor,
  scope: Scope,
  body: RequestBody,
): Promise<ApiAnswer> {
  checkModel(body, "create");
  const stream = sourceOf(body, scope);
  const position = startingPosition(body, stream.arn);
  const settings = settingsFrom(body);
  const target = await resolveFunction(services, scope, String(body.FunctionName));
  refuseDuplicate(services, scope, stream, target);
  await requireAccess(services, scope, stream, target);
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
  // Once more, with nothing to wait for until it is saved: two calls may have come at the same time.
  refuseDuplicate(services, scope, stream, target);
  services.mappings.save(mapping);
  await noteStart(services, mapping, stream);
  supervisor.transition(mapping);
  return { status: 202, body: toResponse(mapping) };
}

/** The function a mapping runs. */
export interface Target {
  readonly name: string;
  /** With the qualifier, if one was given. */
  readonly arn: string;
  readonly roleArn: string;
}

/**
 * Finds the function a call names.
 * @throws ApiError when there is none; recorded: this is no 404
 */
export async function resolveFunction(services: Services, scope: Scope, text: string): Promise<Target> {
  const reference = parseFunctionReference(text);
  const info = reference && isOwn(reference, scope) ? await find(services, scope, reference) : undefined;
  if (!reference || !info) throw invalidParameter("Function does not exist");
  const arn = reference.qualifier ? `${info.arn}:${reference.qualifier}` : info.arn;
  return { name: reference.name, arn, roleArn: info.roleArn };
}

function find({ policies }: Services, scope: Scope, { name, qualifier }: FunctionReference) {
  return policies.function(scope, name, qualifier);
}

function isOwn({ account, region }: FunctionReference, scope: Scope): boolean {
  return (account ?? scope.account) === scope.account && (region ?? scope.region) === scope.region;
}

function sourceOf(body: RequestBody, scope: Scope): StreamArn {
  const stream = typeof body.EventSourceArn === "string" ? parseStreamArn(body.EventSourceArn) : undefined;
  if (!stream) throw invalidParameter("Unrecognized event source.");
  if (stream.region !== scope.region) {
    throw invalidParameter(`Event source ARN region ${stream.region} does not match the function's region.`);
  }
  return stream;
}

function refuseDuplicate({ mappings }: Services, scope: Scope, stream: StreamArn, target: Target): void {
  const twin = mappings
    .of(scope.account, scope.region)
    .find(({ streamArn, functionArn }) => streamArn === stream.arn && functionArn === target.arn);
  if (twin) throw mappingExists(stream.arn, target.name, twin.uuid);
}

async function requireAccess(
  services: Services,
  scope: Scope,
  stream: StreamArn,
  target: Target,
): Promise<void> {
  const request = { roleArn: target.roleArn, streamArn: stream.arn, region: scope.region };
  const decision = await services.gate.check(request);
  if (decision.kind === "denied") {
    services.log("access-denied", { ...request, message: decision.message });
    throw cannotAccessStream(stream.arn);
  }
  if (decision.kind === "error") throw new ApiError(500, "ServiceException", decision.message);
  try {
    await new StreamApi(services.http, stream).shards();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(`Stream not found: ${stream.arn}`);
  }
}

/**
 * LATEST is what comes after this call: where that is has to be noted now, before the call is answered.
 * @throws Error when the stream cannot be read; the mapping is gone then
 */
async function noteStart(services: Services, mapping: Mapping, stream: StreamArn): Promise<void> {
  if (mapping.startingPosition !== "LATEST") return;
  try {
    for (const { shardId, after, closed } of await latestPositions(new StreamApi(services.http, stream))) {
      services.positions.save(mapping.uuid, shardId, { after, lanes: [], finished: closed });
    }
  } catch (error) {
    services.mappings.delete(mapping.uuid);
    throw error;
  }
}
