import { z } from "zod";
import {
  BATCH_SIZE,
  BATCHING_WINDOW_SECONDS,
  FILTERS_PER_MAPPING,
  PARALLELIZATION_FACTOR,
  RECORD_AGE_SECONDS,
  RETRY_ATTEMPTS,
} from "../limits";
import { key, wholeNumber } from "./common";

const RECORD_AGE_REMEDY = `Give -1 (until the record expires) or a whole number from ${RECORD_AGE_SECONDS.min} to ${RECORD_AGE_SECONDS.max}`;
const FILTERS_REMEDY = `Give ${FILTERS_PER_MAPPING.min} to ${FILTERS_PER_MAPPING.max} patterns, or leave \`filters\` out to take every record`;

const maximumRecordAgeInSeconds = z.union(
  [
    z.literal(-1, RECORD_AGE_REMEDY),
    z
      .number(RECORD_AGE_REMEDY)
      .int(RECORD_AGE_REMEDY)
      .min(RECORD_AGE_SECONDS.min, RECORD_AGE_REMEDY)
      .max(RECORD_AGE_SECONDS.max, RECORD_AGE_REMEDY),
  ],
  RECORD_AGE_REMEDY,
);

const filter = z
  .record(z.string(), z.unknown(), "Write the pattern as YAML, not as a JSON string: { eventName: [INSERT] }")
  .describe("A filter pattern, e.g. { eventName: [INSERT] }.");

/** One event source mapping: what a consumer's function reads, and how. */
export const mapping = z.strictObject({
  source: key("a source").describe("A key of `sources`; it must list this consumer among its readers."),
  enabled: z.boolean().default(true).describe("false: stop reading, but keep the place in the stream."),
  startingPosition: z
    .enum(
      ["TRIM_HORIZON", "LATEST"],
      "Give TRIM_HORIZON (recommended) or LATEST: a DynamoDB stream knows no other starting position",
    )
    .default("TRIM_HORIZON")
    .describe("LATEST can miss records written while the mapping is being created."),
  batchSize: wholeNumber(BATCH_SIZE).default(100).describe("Records of one invocation at most."),
  maximumBatchingWindowInSeconds: wholeNumber(BATCHING_WINDOW_SECONDS)
    .default(0)
    .describe("How long to gather records before invoking, seconds."),
  parallelizationFactor: wholeNumber(PARALLELIZATION_FACTOR)
    .default(1)
    .describe("Concurrent batches of one shard; order per item is kept."),
  maximumRetryAttempts: wholeNumber(RETRY_ATTEMPTS)
    .default(10)
    .describe("-1: until the record expires, which can block a shard for a day."),
  maximumRecordAgeInSeconds: maximumRecordAgeInSeconds
    .default(21_600)
    .describe(
      "Older records go to the failure bucket instead of being tried again, seconds; -1: until they expire.",
    ),
  bisectBatchOnFunctionError: z
    .boolean()
    .default(true)
    .describe("Split a failed batch in two before trying again."),
  filters: z
    .array(filter)
    .min(FILTERS_PER_MAPPING.min, FILTERS_REMEDY)
    .max(FILTERS_PER_MAPPING.max, FILTERS_REMEDY)
    .optional()
    .describe("Only records that match at least one pattern reach the function."),
});
