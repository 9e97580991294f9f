import type { StreamAccess } from "../authorization/stream-access";
import type { Scope } from "../aws/identity";
import { AwsError } from "../aws/json-api";
import type { CheckpointStore } from "../checkpoint/checkpoint-store";
import type { Log } from "../log";
import { parseStreamArn, type StreamArn } from "../model/arns";
import type { Mapping } from "../model/mapping";
import { latestPositions } from "../reader/latest-positions";
import type { StreamApi } from "../reader/stream-api";
import type { RequestBody } from "./constraints";
import { ApiError, cannotAccessStream, invalidParameter } from "./errors";

/** What checks and reads the streams that new mappings name. */
export interface SourceParts {
  readonly streamAccess: Pick<StreamAccess, "check">;
  /** The API of a stream. */
  streamApi(stream: StreamArn): StreamApi;
  readonly checkpoints: CheckpointStore;
  readonly log: Log;
}

/** The streams that new mappings read. */
export class Sources {
  constructor(private readonly parts: SourceParts) {}

  /**
   * Requires that the role may read the stream, and that the stream exists.
   * @throws ApiError otherwise
   */
  async require(stream: StreamArn, roleArn: string, { region }: Scope): Promise<void> {
    const request = { roleArn, streamArn: stream.arn, region };
    const decision = await this.parts.streamAccess.check(request);
    if (decision.kind === "denied") {
      this.parts.log("access-denied", { ...request, message: decision.message });
      throw cannotAccessStream(stream.arn);
    }
    if (decision.kind === "error") throw new ApiError(500, "ServiceException", decision.message);
    try {
      await this.parts.streamApi(stream).shards();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(`Stream not found: ${stream.arn}`);
    }
  }

  /**
   * Saves where a mapping starts. LATEST is what comes after the call: where that is has to be noted before the call
   * is answered.
   * @throws Error when the stream cannot be read
   */
  async saveStart({ uuid, startingPosition }: Mapping, stream: StreamArn): Promise<void> {
    if (startingPosition !== "LATEST") return;
    for (const { shardId, after, closed } of await latestPositions(this.parts.streamApi(stream))) {
      this.parts.checkpoints.save(uuid, shardId, { after, lanes: [], finished: closed });
    }
  }
}

/**
 * The stream that a call names.
 * @throws ApiError when it names none, or one of another region
 */
export function sourceOf({ EventSourceArn: arn }: RequestBody, { region }: Scope): StreamArn {
  const stream = typeof arn === "string" ? parseStreamArn(arn) : undefined;
  if (!stream) throw invalidParameter("Unrecognized event source.");
  if (stream.region === region) return stream;
  throw invalidParameter(`Event source ARN region ${stream.region} does not match the function's region.`);
}
