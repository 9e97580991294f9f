import { z } from "zod";
import {
  BATCH_SIZE,
  BATCHING_WINDOW_SECONDS,
  FILTERS_PER_MAPPING,
  PARALLELIZATION_FACTOR,
  RECORD_AGE_SECONDS,
  RETRY_ATTEMPTS,
} from "../limits";
import { about } from "./about";
import { key, wholeNumber } from "./common";

const RECORD_AGE_REMEDY = `Use -1 (until the record expires) or a whole number from ${RECORD_AGE_SECONDS.min} to ${RECORD_AGE_SECONDS.max}`;
const FILTERS_REMEDY = `Use ${FILTERS_PER_MAPPING.min} to ${FILTERS_PER_MAPPING.max} patterns, or leave \`filters\` out to receive every record`;

const maximumRecordAgeInSeconds = z
  .union(
    [
      z.literal(-1, RECORD_AGE_REMEDY),
      z
        .int(RECORD_AGE_REMEDY)
        .check(
          z.gte(RECORD_AGE_SECONDS.min, RECORD_AGE_REMEDY),
          z.lte(RECORD_AGE_SECONDS.max, RECORD_AGE_REMEDY),
        ),
    ],
    RECORD_AGE_REMEDY,
  )
  .meta(about({ unit: RECORD_AGE_SECONDS.unit, limit: RECORD_AGE_SECONDS }));

const filter = z
  .record(z.string(), z.unknown(), "Write the pattern as YAML, not as a JSON string: { eventName: [INSERT] }")
  .meta(about({ description: "A filter pattern, such as `{ eventName: [INSERT] }`." }));

/** One event source mapping: what a consumer's function reads, and how. */
export const mapping = z.strictObject({
  source: key("a source").meta(
    about({
      description: "The source to read, a key of `sources`. It must list this consumer in its `readers`.",
    }),
  ),
  enabled: z
    .boolean()
    .default(true)
    .meta(
      about({
        description:
          "Whether Lambda reads the stream. While `false`, the mapping keeps its position in the stream.",
      }),
    ),
  startingPosition: z
    .enum(
      ["TRIM_HORIZON", "LATEST"],
      "Use TRIM_HORIZON (recommended) or LATEST: DynamoDB streams have no other starting positions",
    )
    .default("TRIM_HORIZON")
    .meta(
      about({
        description:
          "Where a new mapping starts: with the oldest record in the stream, or with the latest. `LATEST` can miss records that are written while the mapping is being created.",
      }),
    ),
  batchSize: wholeNumber(BATCH_SIZE)
    .default(100)
    .meta(about({ description: "The most records that one invocation receives." })),
  maximumBatchingWindowInSeconds: wholeNumber(BATCHING_WINDOW_SECONDS)
    .default(0)
    .meta(about({ description: "How long Lambda gathers records before it invokes the function." })),
  parallelizationFactor: wholeNumber(PARALLELIZATION_FACTOR)
    .default(1)
    .meta(
      about({
        description:
          "How many batches of one shard Lambda processes at the same time. Records of the same item stay in order.",
      }),
    ),
  maximumRetryAttempts: wholeNumber(RETRY_ATTEMPTS)
    .default(10)
    .meta(
      about({
        description:
          "How often Lambda retries a failed batch before it goes to the failure bucket. `-1` retries until the records expire, which can block a shard for a day.",
      }),
    ),
  maximumRecordAgeInSeconds: maximumRecordAgeInSeconds.default(82_800).meta(
    about({
      description:
        "The age at which records go to the failure bucket instead of being retried. The default leaves an hour before the stream forgets them. `-1` retries until the records expire.",
    }),
  ),
  bisectBatchOnFunctionError: z
    .boolean()
    .default(true)
    .meta(about({ description: "Whether Lambda splits a failed batch in two before it retries." })),
  filters: z
    .array(filter)
    .min(FILTERS_PER_MAPPING.min, FILTERS_REMEDY)
    .max(FILTERS_PER_MAPPING.max, FILTERS_REMEDY)
    .optional()
    .meta(
      about({
        description: "Patterns that select records: the function receives those that match at least one.",
        limit: FILTERS_PER_MAPPING,
        ifAbsent: "the function receives every record",
        examples: [
          [
            { eventName: ["INSERT"] },
            { eventName: ["MODIFY"], dynamodb: { NewImage: { status: { S: ["paid", "shipped"] } } } },
          ],
        ],
      }),
    ),
});
