import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { RoleClient } from "cross-account";
import { errorFields } from "../shared/redaction/error-fields";
import { LAST_MILLISECONDS } from "../shared/time-limits";
import { itemsAnswer, messageAnswer } from "./answer";
import { AnswerItems, ItemTooLargeError } from "./answer-items";
import { BadRequestError } from "./bad-request-error";
import { type FetchPage, pageFetcher } from "./fetch-page";
import { writeToken } from "./next-token";
import { readQuery } from "./query";
import { scan } from "./scan";
import type { Settings } from "./settings";

export interface HandlerParts {
  /** Reads the table with the credentials of the role in the other account. */
  readonly client: RoleClient<DynamoDBClient>;
  readonly logger: Logger;
  readonly settings: Pick<Settings, "tableName" | "keyAttributes" | "maxItems" | "maxSegments">;
  /**
   * The maximum size of an answer's items, in bytes as Lambda sends them.
   * @default 5 MiB: a Lambda response has 6 MB at most (Lambda quotas), headers and token included
   */
  readonly maxBytes?: number;
}

/** A Lambda function for a route of an HTTP API, payload format 2.0. */
export type ReaderHandler = (
  event: APIGatewayProxyEventV2,
  invocation: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** What is logged about a request, beside status and duration: never items or parameters, as `nextToken` holds keys. */
interface Counts {
  /** Items in the answer. */
  items: number;
  /** Calls to DynamoDB. */
  pages: number;
  /** Segments of the scan; 0 if the request was invalid. */
  segments: number;
}

const MAX_BYTES = 5 * 1024 * 1024;
/** No call starts with less than this left before the function's timeout, so that the answer can still be sent. */
const RESERVE_MILLISECONDS = 3_000;

/** Creates the function's handler. */
export function createHandler(parts: HandlerParts): ReaderHandler {
  return async (event, invocation) => {
    const start = performance.now();
    parts.logger.addContext(invocation);
    const counts: Counts = { items: 0, pages: 0, segments: 0 };
    const answer = await answerItems(event, invocation, parts, counts).catch((error: unknown) =>
      answerError(error, parts),
    );
    const durationMs = Math.round(performance.now() - start);
    parts.logger.info("Request completed", { status: answer.statusCode, ...counts, durationMs });
    return answer;
  };
}

async function answerItems(
  event: APIGatewayProxyEventV2,
  invocation: Context,
  { client, settings, maxBytes = MAX_BYTES }: HandlerParts,
  counts: Counts,
): Promise<APIGatewayProxyStructuredResultV2> {
  const query = readQuery(event.queryStringParameters ?? {}, settings);
  counts.segments = query.positions.length;

  const timeLeft = () => invocation.getRemainingTimeInMillis() - LAST_MILLISECONDS;
  const fetchPage = pageFetcher(client, settings, query, timeLeft);
  const answer = new AnswerItems(query.pageSize, maxBytes);
  const positions = await scan(query.positions, {
    fetchPage: counted(fetchPage, counts),
    answer,
    keyAttributes: settings.keyAttributes,
    hidden: query.projection?.hidden ?? new Set(),
    hasTime: () => invocation.getRemainingTimeInMillis() > RESERVE_MILLISECONDS,
  });
  const isDone = positions.every((position) => position === "end");
  const nextToken = isDone ? undefined : writeToken(positions, settings.keyAttributes);
  counts.items = answer.count;
  return itemsAnswer(answer.toJson(), nextToken);
}

function counted(fetchPage: FetchPage, counts: Counts): FetchPage {
  return (request) => {
    counts.pages += 1;
    return fetchPage(request);
  };
}

function answerError(error: unknown, { logger }: HandlerParts): APIGatewayProxyStructuredResultV2 {
  if (error instanceof BadRequestError) return messageAnswer(400, error.message);
  if (error instanceof ItemTooLargeError) return messageAnswer(413, error.message);
  logger.error("Request failed", { error: errorFields(error) });
  return messageAnswer(500, "Internal server error");
}
