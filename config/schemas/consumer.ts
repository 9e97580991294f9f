import { z } from "zod";
import { bucketName, key, region } from "./common";
import { failureBucket } from "./failure-bucket";
import { functionConfig } from "./function";
import { mapping } from "./mapping";

/** IAM API reference, CreateRole: Path. */
const ROLE_PATH = /^\/(?:[\x21-\x2e\x30-\x7e]+\/){0,255}$/;
const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;

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
    rolePath: z
      .string()
      .regex(ROLE_PATH, "Start and end with a slash, such as /team/streams/, 512 characters at most")
      .default("/")
      .describe("Path of the function's role. It is part of the role's ARN, which the source grants to."),
    permissionsBoundaryArn: z
      .string()
      .regex(POLICY_ARN, "Give the ARN of a managed policy: arn:aws:iam::ACCOUNT:policy/NAME")
      .optional()
      .describe("ARN of the managed policy that bounds the function's role; none if absent."),
    failureBucketName: bucketName
      .optional()
      .describe(
        "Bucket for batches that could not be handled; <function>-failures-<account>-<region> if absent.",
      ),
    failureBucket: failureBucket
      .default({ versioning: true, removeOldVersionsAfterDays: 30 })
      .describe("How the failure bucket keeps what it holds."),
    function: functionConfig.describe("The function that handles the records."),
    mappings: z
      .array(mapping)
      .min(1, "Add a mapping: without one the consumer reads nothing")
      .describe("The streams that the function reads."),
  })
  .describe("A function and what it reads.");
