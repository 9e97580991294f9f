import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

const JSON_TYPE = { "content-type": "application/json" };

/** 200 with a JSON array. The header `x-next-token` means that there are more items. */
export function itemsAnswer(body: string, nextToken: string | undefined): APIGatewayProxyStructuredResultV2 {
  const headers = nextToken === undefined ? JSON_TYPE : { ...JSON_TYPE, "x-next-token": nextToken };
  return { statusCode: 200, headers, body };
}

/** Any other status, with a message for the caller. */
export function messageAnswer(
  statusCode: 400 | 413 | 500,
  message: string,
): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: JSON_TYPE, body: JSON.stringify({ message }) };
}
