/** An answer of the Lambda API that refuses the call. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** Error type as it stands in the `x-amzn-ErrorType` header. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** A value that the call's model allows but the service does not. */
export function invalidParameter(message: string): ApiError {
  return new ApiError(400, "InvalidParameterValueException", message);
}

/** What the API's own model refuses, every violation in one text. */
export function validationFailed(violations: readonly string[]): ApiError {
  const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
  return new ApiError(400, "ValidationException", `${count} detected: ${violations.join("; ")}`);
}

/** Recorded: Get, Update and Delete of an unknown UUID. */
export function mappingNotFound(): ApiError {
  return new ApiError(404, "ResourceNotFoundException", "The resource you requested does not exist.");
}

/** A mapping on its way from one state to another takes no changes. */
export function mappingInUse(verb: "update" | "delete"): ApiError {
  return new ApiError(
    400,
    "ResourceInUseException",
    `Cannot ${verb} the event source mapping because it is in use.`,
  );
}

/**
 * Recorded: the same stream and function a second time. The blanks inside the quotes are AWS's.
 * @param functionName with the qualifier, if the mapping has one (assumed: it was recorded for a name without one)
 */
export function mappingExists(streamArn: string, functionName: string, uuid: string): ApiError {
  return new ApiError(
    409,
    "ResourceConflictException",
    `The event source arn (" ${streamArn} ") and function (" ${functionName} ") provided mapping already exists. ` +
      `Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

/** The role may not read the stream, or the stream's own policy does not let it. */
export function cannotAccessStream(streamArn: string): ApiError {
  return invalidParameter(
    `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, ` +
      "DescribeStream, and ListStreams Actions on your stream in IAM.",
  );
}
