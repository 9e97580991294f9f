import type { Mapping } from "../model/mapping";
import type { RequestBody } from "./constraints";
import { invalidParameter } from "./errors";

/**
 * Where a new mapping starts to read. Texts recorded from AWS.
 * @throws ApiError when the position is missing or not for DynamoDB streams
 */
export function startingPosition(body: RequestBody, streamArn: string): Mapping["startingPosition"] {
  const { StartingPosition: position, StartingPositionTimestamp: timestamp } = body;
  if (position === undefined || position === null) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: " +
        "Member must not be null.",
    );
  }
  if (position === "AT_TIMESTAMP")
    throw invalidParameter(`Unsupported starting position for arn type: ${streamArn}`);
  if (timestamp !== undefined && timestamp !== null) {
    throw invalidParameter("Timestamp only valid with StartingPosition AT_TIMESTAMP");
  }
  return position === "LATEST" ? "LATEST" : "TRIM_HORIZON";
}
