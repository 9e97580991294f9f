import { z } from "zod";
import {
  API_BURST_LIMIT,
  API_FUNCTION_TIMEOUT_SECONDS,
  API_RATE_LIMIT,
  LOG_RETENTION_DAYS,
  READER_ITEMS,
  READER_SEGMENTS,
} from "../limits";
import { key, wholeNumber } from "./common";
import { functionSettings } from "./function";
import { roleName, rolePlace } from "./role";

const REASON_REMEDY = "Give the reason in words, 10 characters or more";

const authorization = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("iam") }),
  z.strictObject({
    type: z.literal("none"),
    because: z
      .string(REASON_REMEDY)
      .min(10, REASON_REMEDY)
      .describe("Why everybody on the internet may read the table."),
  }),
  z.strictObject({
    type: z.literal("jwt"),
    issuer: z
      .string()
      .regex(/^https:\/\/\S+$/, "Give the URL of the issuer, https://…")
      .describe("Who issues the tokens; its public keys are found from this URL."),
    audience: z
      .array(z.string().min(1, "Give the audience, a string that is not empty"))
      .min(1, "Name an audience, or a token for any other application would do")
      .describe("Audiences of which a token must name one."),
    scopes: z.array(z.string()).default([]).describe("Scopes of which a token must have one; any if empty."),
  }),
]);

const throttling = z.strictObject({
  rateLimit: wholeNumber(API_RATE_LIMIT).default(50).describe("Requests a second."),
  burstLimit: wholeNumber(API_BURST_LIMIT).default(100).describe("Requests at once."),
});

/** An HTTP API that reads a table of another account. */
export const readerApi = z
  .strictObject({
    roleName: roleName.describe("Name of the function's role. The access role names it."),
    ...rolePlace,
    source: key("a source").describe("A key of `sources`: whose account is read from."),
    accessRole: key("an access role").describe(
      "A key of the source's `accessRoles`: the role that is assumed.",
    ),
    table: key("a table").describe(
      "What is read: a key of the source's `tables`, or the source's own key for its streamed table.",
    ),
    path: z
      .string()
      .regex(/^(\/[\w.~-]+)+$/, "Give a path such as /hello: letters, digits and characters of _.~-")
      .default("/hello")
      .describe("Path of the route."),
    authorization: authorization
      .default({ type: "iam" })
      .describe(
        "Who may call: iam, identities of the consumer's account; jwt, holders of a token; none, everybody.",
      ),
    throttling: throttling
      .default({ rateLimit: 50, burstLimit: 100 })
      .describe("How many requests the API takes before it answers 429."),
    maxItems: wholeNumber(READER_ITEMS).default(10_000).describe("Most items in one answer."),
    maxSegments: wholeNumber(READER_SEGMENTS)
      .default(8)
      .describe("Most segments that a request may scan at once."),
    accessLogRetentionDays: z
      .literal(
        LOG_RETENTION_DAYS,
        `CloudWatch Logs knows these retentions only: ${LOG_RETENTION_DAYS.join(", ")}`,
      )
      .default(30)
      .describe("How long the API's access log is kept, days."),
    function: functionSettings({
      entry: "lambda-src/reader-api/index.ts",
      timeout: API_FUNCTION_TIMEOUT_SECONDS,
      defaultTimeout: 29,
      tracing: false,
    }).describe("The function behind the API."),
  })
  .describe("An HTTP API that reads a table of another account.");
