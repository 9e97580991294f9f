import { z } from "zod";
import { accountSwitcher } from "./account-switcher";
import { bucketName, key, region } from "./common";
import { failureBucket } from "./failure-bucket";
import { functionConfig } from "./function";
import { mapping } from "./mapping";
import { readerApi } from "./reader-api";
import { roleName, rolePlace } from "./role";

/** A function and what it reads. */
export const consumer = z
  .strictObject({
    account: key("an account").describe("A key of `accounts`: owns the role, the function and the mappings."),
    region: region
      .optional()
      .describe("The environment's region if absent; it must be the one of every source it reads."),
    roleName: roleName.describe("Name of the function's role. The stream's policy names it."),
    ...rolePlace,
    failureBucketName: bucketName
      .optional()
      .describe(
        "Bucket for batches that could not be handled; <function>-failures-<account>-<region> if absent.",
      ),
    failureBucket: failureBucket
      .default({ versioning: true, removeOldVersionsAfterDays: 30 })
      .describe("How the failure bucket keeps what it holds."),
    function: functionConfig.describe("The function that handles the records."),
    readerApi: readerApi
      .optional()
      .describe("An HTTP API that reads a table of a source's account; none if absent."),
    accountSwitcher: accountSwitcher
      .optional()
      .describe("A function that acts in other accounts on request; none if absent."),
    mappings: z
      .array(mapping)
      .min(1, "Add a mapping: without one the consumer reads nothing")
      .describe("The streams that the function reads."),
  })
  .describe("A function and what it reads.");
