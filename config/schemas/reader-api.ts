import { z } from "zod";
import {
  API_BURST_LIMIT,
  API_FUNCTION_TIMEOUT_SECONDS,
  API_RATE_LIMIT,
  JWT_AUDIENCES,
  JWT_ISSUER_CHARACTERS,
  JWT_SCOPE_CHARACTERS,
  JWT_SCOPES,
  READER_ITEMS,
  READER_PATH_CHARACTERS,
  READER_SEGMENTS,
} from "../limits";
import { about } from "./about";
import { key, logRetentionDays, reason, wholeNumber } from "./common";
import { functionSettings } from "./function";
import { roleName, rolePlace } from "./role";

const ISSUER_REMEDY = `Use the URL of the issuer, https://…, with at most ${JWT_ISSUER_CHARACTERS.max} characters`;
const AUDIENCE_REMEDY = `Name 1 to ${JWT_AUDIENCES.max} audiences: without one, a token for any other application would be accepted`;
const SCOPE_REMEDY = `Use the name of a scope: ${JWT_SCOPE_CHARACTERS.min} to ${JWT_SCOPE_CHARACTERS.max} characters without spaces and quotation marks`;
const PATH_REMEDY = `Use a path such as /hello: at most ${READER_PATH_CHARACTERS.max} letters, digits and the characters \`_.~-\`, with neither . nor .. as a part`;

const authorization = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z
        .literal("iam")
        .meta(about({ description: "Admits requests that are signed with AWS credentials." })),
    })
    .meta(
      about({
        description: "Identities of the consumer's account whose policies allow `execute-api:Invoke`.",
        examples: [{ type: "iam" }],
      }),
    ),
  z
    .strictObject({
      type: z.literal("none").meta(about({ description: "Admits every request." })),
      because: reason().meta(about({ description: "Why everyone on the internet may read the table." })),
    })
    .meta(
      about({
        description: "Everyone on the internet.",
        examples: [{ type: "none", because: "The table holds public reference data" }],
      }),
    ),
  z
    .strictObject({
      type: z
        .literal("jwt")
        .meta(about({ description: "Admits requests that carry a valid JSON Web Token." })),
      issuer: z
        .string()
        .regex(new RegExp(`^(?=.{1,${JWT_ISSUER_CHARACTERS.max}}$)https://\\S+$`), ISSUER_REMEDY)
        .meta(
          about({
            description: "URL of the token issuer. API Gateway finds the issuer's public keys from this URL.",
          }),
        ),
      audience: z
        .array(z.string().regex(/\S/, "Use the name of an audience, which cannot be empty"))
        .min(1, AUDIENCE_REMEDY)
        .max(JWT_AUDIENCES.max, AUDIENCE_REMEDY)
        .meta(
          about({
            description: "Audiences that are accepted; a token must name one of them.",
            limit: JWT_AUDIENCES,
          }),
        ),
      scopes: z
        // RFC 6749, section 3.3: the characters of a scope.
        .array(z.string().regex(/^[!#-[\]-~]{1,64}$/, SCOPE_REMEDY))
        .max(JWT_SCOPES.max, `Use at most ${JWT_SCOPES.max} scopes`)
        .default([])
        .meta(
          about({
            description: "Scopes that are accepted; a token must have one of them, if any are listed.",
            limit: JWT_SCOPES,
          }),
        ),
    })
    .meta(
      about({
        description: "Holders of a token from an OpenID Connect or OAuth 2.0 issuer.",
        examples: [{ type: "jwt", issuer: "https://login.example.com/", audience: ["devices"] }],
      }),
    ),
]);

const throttling = z.strictObject({
  rateLimit: wholeNumber(API_RATE_LIMIT)
    .default(50)
    .meta(about({ description: "How many requests per second the API serves in the long run." })),
  burstLimit: wholeNumber(API_BURST_LIMIT)
    .default(100)
    .meta(about({ description: "How many requests the API accepts at the same moment." })),
});

/** An HTTP API that reads a table of another account. */
export const readerApi = z
  .strictObject({
    roleName: roleName.meta(
      about({ description: "Name of the function's role. The access role's trust policy names it." }),
    ),
    ...rolePlace,
    source: key("a source").meta(
      about({ description: "The source whose account owns the table, a key of `sources`." }),
    ),
    accessRole: key("an access role").meta(
      about({ description: "The role that the function assumes, a key of the source's `accessRoles`." }),
    ),
    table: key("a table").meta(
      about({
        description:
          "The table to read: a key of the source's `tables`, or the source's own key for its streamed table.",
      }),
    ),
    path: z
      .string()
      .regex(
        new RegExp(`^(?=.{2,${READER_PATH_CHARACTERS.max}}$)(?!.*/\\.{1,2}(?:/|$))(?:/[\\w.~-]+)+$`),
        PATH_REMEDY,
      )
      .default("/hello")
      .meta(about({ description: "Path of the API's only route, which answers GET requests." })),
    authorization: authorization
      .default({ type: "iam" })
      .meta(about({ description: "Who may call the API." })),
    throttling: throttling.default({ rateLimit: 50, burstLimit: 100 }).meta(
      about({
        description: "How many requests the API accepts. It answers the rest with status 429.",
        examples: [{ rateLimit: 20, burstLimit: 40 }],
      }),
    ),
    maxItems: wholeNumber(READER_ITEMS)
      .default(10_000)
      .meta(
        about({
          description:
            "The most items in one answer. If there are more, the answer has a token for the next ones.",
        }),
      ),
    maxSegments: wholeNumber(READER_SEGMENTS)
      .default(8)
      .meta(about({ description: "The most segments of the table that one request may scan in parallel." })),
    accessLogRetentionDays: logRetentionDays
      .default(30)
      .meta(about({ description: "How long CloudWatch Logs keeps the API's access log." })),
    function: functionSettings({
      entry: "lambda-src/reader-api/index.ts",
      timeout: API_FUNCTION_TIMEOUT_SECONDS,
      defaultTimeout: 29,
      tracing: false,
    }).meta(
      about({
        description: "Settings of the function behind the API.",
        examples: [{ name: "read-devices-api" }],
      }),
    ),
  })
  .meta(about({ description: "An HTTP API that reads a table of another account." }));
