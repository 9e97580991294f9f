import { z } from "zod";
import type { Range, TextLimit } from "../limit";
import { BUCKET_NAME_CHARACTERS, LOG_RETENTION_DAYS, TAGS_PER_RESOURCE } from "../limits";
import { PAGES } from "../pages";
import { about } from "./about";

/*
 * Every message in the schemas is a remedy, an imperative sentence without its full stop.
 * `schema-problems.ts` puts the cause before it.
 */

/** A whole number within AWS's bounds. */
export function wholeNumber(limit: Range) {
  const remedy = `Use a whole number from ${limit.min} to ${limit.max}`;
  // In one step: each method of zod copies the schema, and there are many whole numbers to build at start-up.
  return z
    .int(remedy)
    .check(z.gte(limit.min, remedy), z.lte(limit.max, remedy))
    .meta(about({ unit: limit.unit, limit }));
}

/** A text of the length and the characters that AWS allows. */
export function text(limit: TextLimit) {
  const { min, max, characters, unit } = limit;
  return z
    .string()
    .regex(new RegExp(`^[${characters}]{${min},${max}}$`), `Use ${min} to ${max} ${unit}`)
    .meta(about({ limit }));
}

/** Characters of a key of the file: keys become part of stack names and so of folder and workspace names. */
export const KEY = /^[a-z][a-z0-9-]{0,62}$/;

/** The name that the file itself gives to an account, a source or a consumer. */
export function key(what: string) {
  return (
    z
      // A missing key is explained by its description.
      .string({ error: ({ input }) => (input === undefined ? undefined : `Use the name of ${what}`) })
      .regex(KEY, "Use at most 63 lower-case letters, digits and hyphens, starting with a letter")
  );
}

/**
 * The name of a stack, which names its folder, its state and its workspace. As long as the longest that a key makes:
 * `consumer-` and 63 characters.
 */
export const stackName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,71}$/,
    "Use at most 72 lower-case letters, digits and hyphens, starting with a letter",
  );

/** Tags of resources; the cross-checks apply AWS's rules. */
export const tags = z.record(z.string(), z.string()).meta(about({ limit: TAGS_PER_RESOURCE }));

/** Name of an AWS region. */
export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "Use the name of an AWS region, such as eu-central-1");

/** S3's naming rules as far as a regular expression can express them; `checks/buckets.ts` covers the rest. */
export const bucketName = z
  .string()
  .regex(
    new RegExp(
      `^[a-z0-9][a-z0-9.-]{${BUCKET_NAME_CHARACTERS.min - 2},${BUCKET_NAME_CHARACTERS.max - 2}}[a-z0-9]$`,
    ),
    `Use ${BUCKET_NAME_CHARACTERS.min} to ${BUCKET_NAME_CHARACTERS.max} lower-case letters, digits, hyphens and dots, with a letter or digit at both ends`,
  )
  .meta(about({ limit: BUCKET_NAME_CHARACTERS }));

/**
 * A reason, for people who review the file. Blanks and signs are none: it has ten letters, of any language.
 * @param remedy what to do instead
 */
export function reason(remedy = "Give the reason in words, at least 10 characters") {
  return z.string(remedy).regex(/(?:\p{L}[^\p{L}]*){10}/u, remedy);
}

/** ARN of a KMS key. */
export function kmsKeyArn(remedy = "Use the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID") {
  return z.string().regex(/^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/, remedy);
}

/** One of the retention periods that CloudWatch Logs offers. */
export const logRetentionDays = z
  .literal(
    LOG_RETENTION_DAYS,
    `CloudWatch Logs supports only these retention periods: ${LOG_RETENTION_DAYS.join(", ")}`,
  )
  .meta(about({ unit: "days", page: PAGES.putRetentionPolicy }));
