import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";

export const JSON_TYPE = { "content-type": "application/json" };

export const INTERNAL_ERROR = {
  statusCode: 500,
  headers: JSON_TYPE,
  body: '{"message":"Internal server error"}',
};

export function badRequest(message: string) {
  return { statusCode: 400, headers: JSON_TYPE, body: JSON.stringify({ message }) };
}

/** Key of an item, and an item that is nothing else. */
export function keyOf(id: string) {
  return { deviceId: { S: id } };
}

/** What the SDK throws if DynamoDB refuses a call. */
export function serviceError(name: string, message: string): DynamoDBServiceException {
  return new DynamoDBServiceException({ name, message, $fault: "client", $metadata: {} });
}
