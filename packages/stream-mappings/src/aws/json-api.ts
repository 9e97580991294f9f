import type { Scope } from "./identity";
import type { SignedHttp } from "./signed-http";

/** A refusal by a service that speaks AWS's JSON protocol. */
export class AwsError extends Error {
  constructor(
    /** Error code without namespace, e.g. `ResourceNotFoundException`. */
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = "AwsError";
  }
}

/** One API of AWS's JSON protocol: its target prefix and the name it is signed for. */
export interface JsonApi {
  readonly target: string;
  readonly service: string;
  readonly version: "1.0" | "1.1";
}

export const DYNAMODB: JsonApi = { target: "DynamoDB_20120810", service: "dynamodb", version: "1.0" };
export const DYNAMODB_STREAMS: JsonApi = {
  target: "DynamoDBStreams_20120810",
  service: "dynamodb",
  version: "1.0",
};
export const KMS: JsonApi = { target: "TrentService", service: "kms", version: "1.1" };
export const ORGANIZATIONS: JsonApi = {
  target: "AWSOrganizationsV20161128",
  service: "organizations",
  version: "1.1",
};

/**
 * Calls one operation and gives its parsed answer.
 * @throws AwsError when the service refuses
 */
export async function callJsonApi<Answer>(
  http: SignedHttp,
  api: JsonApi,
  operation: string,
  scope: Scope,
  input: Record<string, unknown>,
): Promise<Answer> {
  const answer = await http.send({
    ...scope,
    service: api.service,
    method: "POST",
    path: "/",
    headers: {
      "content-type": `application/x-amz-json-${api.version}`,
      "x-amz-target": `${api.target}.${operation}`,
    },
    body: JSON.stringify(input),
  });
  if (answer.status === 200) return JSON.parse(answer.body) as Answer;
  throw refusal(answer.status, answer.body);
}

function refusal(status: number, body: string): AwsError {
  try {
    const parsed = JSON.parse(body) as { __type?: string; message?: string; Message?: string };
    const code = (parsed.__type ?? "UnknownError").split("#").pop() ?? "UnknownError";
    return new AwsError(code, parsed.message ?? parsed.Message ?? body, status);
  } catch {
    return new AwsError("UnknownError", body.slice(0, 500), status);
  }
}
