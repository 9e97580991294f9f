import { z } from "zod";
import { bucketName, key, region } from "./common";
import { functionConfig } from "./function";
import { mapping } from "./mapping";

/** A function and what it reads. */
export const consumer = z
  .strictObject({
    account: key("an account").describe("A key of `accounts`: owns the role, the function and the mappings."),
    region: region
      .optional()
      .describe("The environment's region if absent; it must be the one of every source it reads."),
    roleName: z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/, "Give 1 to 64 letters, digits and characters of _+=,.@-")
      .describe("Name of the function's role. The stream's policy names it."),
    failureBucketName: bucketName
      .optional()
      .describe(
        "Bucket for batches that could not be handled; <function>-failures-<account>-<region> if absent.",
      ),
    function: functionConfig.describe("The function that handles the records."),
    mappings: z
      .array(mapping)
      .min(1, "Add a mapping: without one the consumer reads nothing")
      .describe("The streams that the function reads."),
  })
  .describe("A function and what it reads.");
