import type { Scope } from "../aws/identity";
import { parseStreamArn } from "../model/arns";
import type { Mapping } from "../model/mapping";
import { isPlainObject } from "../model/plain-object";
import type { ApiAnswer } from "./answer";
import type { RequestBody } from "./constraints";
import { type CreateParts, createMapping } from "./create";
import { deleteMapping } from "./delete";
import type { EmulatorMappings } from "./emulator-mappings";
import { ApiError, mappingNotFound } from "./errors";
import { listMappings } from "./list";
import { toResponse } from "./mapping-response";
import type { Operation } from "./operation";
import { listTags, taggedMappingNotFound, tagMapping, untagMapping } from "./tags";
import { updateMapping } from "./update";

/** A call that the emulator has authenticated and authorized. */
export interface ApiCall {
  readonly operation: Operation;
  readonly scope: Scope;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** The event-source-mapping API for DynamoDB streams. */
export class MappingApi {
  constructor(
    private readonly parts: CreateParts,
    private readonly emulator: EmulatorMappings,
  ) {}

  /**
   * Whether a call is for this service at all. Other kinds of sources, and mappings that the emulator keeps
   * itself, stay the emulator's business.
   * @param emulatorStatus what the emulator answered to the same call
   */
  serves({ operation, body, scope }: ApiCall, emulatorStatus: number): boolean {
    if (operation.kind === "list") return true;
    if (operation.kind === "create") return isStreamCreation(parsed(body));
    return this.find(operation.uuid, scope) !== undefined || emulatorStatus === 404;
  }

  /** @throws ApiError */
  async answer(call: ApiCall): Promise<ApiAnswer> {
    const { operation, scope, query } = call;
    if (operation.kind === "list") return listMappings(this.parts.mappings, this.emulator, scope, query);
    const body = parsed(call.body);
    if (operation.kind === "create") return createMapping(this.parts, scope, body);
    const mapping = this.find(operation.uuid, scope);
    if (!mapping) throw "arn" in operation ? taggedMappingNotFound(operation.arn) : mappingNotFound();
    return this.answerAbout(mapping, operation.kind, query, body);
  }

  private async answerAbout(
    mapping: Mapping,
    kind: Exclude<Operation["kind"], "list" | "create">,
    query: URLSearchParams,
    body: RequestBody,
  ): Promise<ApiAnswer> {
    const { mappings, supervisor } = this.parts;
    switch (kind) {
      case "get":
        return { status: 200, body: toResponse(mapping) };
      case "update":
        return updateMapping(this.parts, mapping, body);
      case "delete":
        return deleteMapping(mappings, supervisor, mapping);
      case "list-tags":
        return listTags(mapping);
      case "tag":
        return tagMapping(mappings, mapping, body);
      case "untag":
        return untagMapping(mappings, mapping, query.getAll("tagKeys"));
    }
  }

  private find(uuid: string, scope: Scope): Mapping | undefined {
    const mapping = this.parts.mappings.get(uuid);
    return mapping?.account === scope.account && mapping.region === scope.region ? mapping : undefined;
  }
}

/** A creation without any source is answered here, too: AWS refuses it before it looks at anything else. */
function isStreamCreation(body: RequestBody): boolean {
  const { EventSourceArn: arn } = body;
  if (arn === undefined || arn === null) return !body.SelfManagedEventSource;
  return (
    typeof arn === "string" &&
    (parseStreamArn(arn) !== undefined || !/^arn:aws[a-z-]*:[a-z]/.test(arn) || arn.includes(":dynamodb:"))
  );
}

/** @throws ApiError when the body holds no JSON object */
function parsed(body: Buffer): RequestBody {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (isPlainObject(value)) return value;
  } catch {
    // Falls through to the same refusal.
  }
  throw new ApiError(400, "SerializationException", "Could not parse request body into json.");
}
