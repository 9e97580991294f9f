import { z } from "zod";
import {
  FUNCTION_MEMORY_MB,
  FUNCTION_TIMEOUT_SECONDS,
  LOG_RETENTION_DAYS,
  type Range,
  RESERVED_CONCURRENCY,
} from "../limits";
import { wholeNumber } from "./common";

/** What differs from one kind of function to another. */
interface FunctionDefaults {
  readonly entry: string;
  /** Time limits that are allowed, seconds. */
  readonly timeout: Range;
  readonly defaultTimeout: number;
  readonly tracing: boolean;
}

/** The settings of a function. */
export function functionSettings({ entry, timeout, defaultTimeout, tracing }: FunctionDefaults) {
  return z.strictObject({
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,64}$/, "Give 1 to 64 letters, digits, hyphens and underscores")
      .describe("Name of the function."),
    entry: z
      .string()
      .min(1, "Give the path of a TypeScript file, or leave the line out")
      .default(entry)
      .describe("The file that exports `handler`, from the project's root."),
    memorySize: wholeNumber(FUNCTION_MEMORY_MB).default(256).describe("MB."),
    timeout: wholeNumber(timeout).default(defaultTimeout).describe("Seconds."),
    architecture: z.enum(["arm64", "x86_64"]).default("arm64").describe("The processor it runs on."),
    logRetentionDays: z
      .literal(
        LOG_RETENTION_DAYS,
        `CloudWatch Logs knows these retentions only: ${LOG_RETENTION_DAYS.join(", ")}`,
      )
      .default(30)
      .describe("How long logs are kept, days."),
    logKeyArn: z
      .string()
      .regex(
        /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
        "Give the ARN of a KMS key: arn:aws:kms:REGION:ACCOUNT:key/ID",
      )
      .optional()
      .describe(
        "ARN of the KMS key that encrypts the logs; its policy must admit CloudWatch Logs. A key of AWS's if absent.",
      ),
    reservedConcurrency: wholeNumber(RESERVED_CONCURRENCY)
      .optional()
      .describe("Concurrent invocations kept for this function, and its limit; none if absent, 0 stops it."),
    tracing: z.boolean().default(tracing).describe("Send traces to AWS X-Ray."),
    logLevel: z
      .enum(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"])
      .default("INFO")
      .describe("Log lines below this level are dropped."),
    environment: z
      .record(
        z
          .string()
          .regex(
            /^[A-Za-z][A-Za-z0-9_]+$/,
            "Use two or more letters, digits and underscores, a letter first",
          ),
        z.string(),
      )
      .default({})
      .describe("Environment variables of the function. Not for secrets."),
  });
}

/** The function of a consumer that handles a stream's records. */
export const functionConfig = functionSettings({
  entry: "lambda-src/stream-handler/index.ts",
  timeout: FUNCTION_TIMEOUT_SECONDS,
  defaultTimeout: 60,
  tracing: false,
});
