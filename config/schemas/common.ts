import { z } from "zod";
import type { Range } from "../limits";

/*
 * Every message in the schemas is a remedy, an imperative sentence without its full stop.
 * `schema-problems.ts` puts the cause before it.
 */

/** A whole number within AWS's bounds. */
export function wholeNumber({ min, max }: Range) {
  const remedy = `Give a whole number from ${min} to ${max}`;
  return z.number(remedy).int(remedy).min(min, remedy).max(max, remedy);
}

/** Characters of a key of the file: keys become part of stack names and so of folder and workspace names. */
const KEY = /^[a-z][a-z0-9-]{0,62}$/;

/** The name that the file itself gives to an account, a source or a consumer. */
export function key(what: string) {
  return z
    .string(`Give the name of ${what}, a string`)
    .regex(KEY, `Name ${what} with lower-case letters, digits and hyphens, a letter first, 63 at most`);
}

/** Tags of resources; the cross-checks know AWS's limits of them. */
export const tags = z.record(z.string(), z.string());

/** Name of an AWS region. */
export const region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "Give the name of an AWS region, such as eu-central-1");

/** S3's naming rules as far as one expression tells them; `checks/bucket-names.ts` knows the rest. */
export const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "Give 3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at both ends",
  );
