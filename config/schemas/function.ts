import { z } from "zod";
import type { Range } from "../limit";
import {
  FUNCTION_ENVIRONMENT_BYTES,
  FUNCTION_MEMORY_MB,
  FUNCTION_NAME,
  FUNCTION_TIMEOUT_SECONDS,
  RESERVED_CONCURRENCY,
} from "../limits";
import { about } from "./about";
import { kmsKeyArn, logRetentionDays, text, wholeNumber } from "./common";

/** What differs from one kind of function to another. */
interface FunctionKind {
  readonly entry: string;
  /** Timeouts that are allowed. */
  readonly timeout: Range;
  /** Seconds. */
  readonly defaultTimeout: number;
  readonly tracing: boolean;
}

/** The settings of a function that `defaults.function` may give for all of them, without their defaults. */
function sharedSettings(timeout: Range) {
  return {
    memorySize: wholeNumber(FUNCTION_MEMORY_MB).meta(
      about({
        description: "Memory of the function. Lambda gives a function CPU power in proportion to its memory.",
      }),
    ),
    timeout: wholeNumber(timeout).meta(
      about({ description: "How long one invocation may run before Lambda stops it." }),
    ),
    architecture: z
      .enum(["arm64", "x86_64"])
      .meta(about({ description: "Instruction set of the processor that the function runs on." })),
    logRetentionDays: logRetentionDays.meta(
      about({ description: "How long CloudWatch Logs keeps the function's log." }),
    ),
    logKeyArn: kmsKeyArn().meta(
      about({
        description:
          "ARN of the KMS key that encrypts the function's log. The key's policy must allow CloudWatch Logs to use it.",
        ifAbsent: "encryption with a key that AWS owns",
      }),
    ),
    tracing: z.boolean().meta(about({ description: "Whether the function sends traces to AWS X-Ray." })),
    logLevel: z
      .enum(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"])
      .meta(about({ description: "The least severe level that the function logs." })),
    environment: z
      .record(
        z
          .string()
          .regex(
            /^[A-Za-z][A-Za-z0-9_]+$/,
            "Use two or more letters, digits and underscores, starting with a letter",
          ),
        z.string(),
      )
      .meta(
        about({
          description:
            "Environment variables of the function. Do not put secrets here: they are visible to everyone who can see the function.",
          limit: FUNCTION_ENVIRONMENT_BYTES,
          examples: [{ EVENT_BUS_NAME: "order-events" }],
        }),
      ),
  };
}

/** The settings of a function. */
export function functionSettings({ entry, timeout, defaultTimeout, tracing }: FunctionKind) {
  const shared = sharedSettings(timeout);
  return z.strictObject({
    name: text(FUNCTION_NAME).meta(about({ description: "Name of the Lambda function." })),
    entry: z
      .string()
      .min(1, "Use the path of a TypeScript file, or leave the line out")
      .default(entry)
      .meta(
        about({
          description: "The file that exports the function's `handler`, as a path from the project's root.",
        }),
      ),
    memorySize: shared.memorySize.default(256),
    timeout: shared.timeout.default(defaultTimeout),
    architecture: shared.architecture.default("arm64"),
    logRetentionDays: shared.logRetentionDays.default(30),
    logKeyArn: shared.logKeyArn.optional(),
    reservedConcurrency: wholeNumber(RESERVED_CONCURRENCY)
      .optional()
      .meta(
        about({
          description:
            "Concurrent invocations that are reserved for this function, which are also its maximum. 0 stops the function.",
          ifAbsent: "shares the account's unreserved concurrency",
        }),
      ),
    tracing: shared.tracing.default(tracing),
    logLevel: shared.logLevel.default("INFO"),
    environment: shared.environment.default({}),
  });
}

/** The function of a consumer that handles a stream's records. */
export const functionConfig = functionSettings({
  entry: "lambda-src/stream-handler/index.ts",
  timeout: FUNCTION_TIMEOUT_SECONDS,
  defaultTimeout: 60,
  tracing: false,
});

/** What `defaults.function` gives for all functions of a file. */
export const functionDefaults = z
  .strictObject(withoutDefaults(sharedSettings(FUNCTION_TIMEOUT_SECONDS)))
  .meta(
    about({
      description:
        "Settings for all functions of this file. A function's own setting takes precedence; `environment` is merged by variable.",
      examples: [{ memorySize: 512, logRetentionDays: 90, environment: { LOG_RECORDS: "true" } }],
    }),
  );

/** Every setting may be left out; the function's own default then applies. */
function withoutDefaults(settings: ReturnType<typeof sharedSettings>) {
  const optional = <Setting extends z.ZodType>(setting: Setting) =>
    setting.optional().meta(about({ ifAbsent: "the function's own default" }));
  return {
    memorySize: optional(settings.memorySize),
    timeout: optional(settings.timeout),
    architecture: optional(settings.architecture),
    logRetentionDays: optional(settings.logRetentionDays),
    logKeyArn: settings.logKeyArn.optional(),
    tracing: optional(settings.tracing),
    logLevel: optional(settings.logLevel),
    environment: optional(settings.environment),
  };
}
