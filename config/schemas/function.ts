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
import { permissions } from "./permission";

/** What differs from one kind of function to another. */
interface FunctionKind {
  readonly entry: string;
  /** Timeouts that are allowed. */
  readonly timeout: Range;
  /** Seconds. */
  readonly defaultTimeout: number;
  readonly tracing: boolean;
}

/** Settings that `defaults.function` may give for all functions, without their defaults. */
const shared = {
  memorySize: wholeNumber(FUNCTION_MEMORY_MB).meta(
    about({
      description: "Memory of the function. Lambda gives a function CPU power in proportion to its memory.",
    }),
  ),
  architecture: z
    .enum(["arm64", "x86_64"])
    .meta(about({ description: "Instruction set of the processor that the function runs on." })),
  logRetentionDays: logRetentionDays.meta(
    about({ description: "How long CloudWatch Logs keeps the function's log." }),
  ),
  logKeyArn: kmsKeyArn()
    .optional()
    .meta(
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
          "Environment variables of the function. Do not put secrets here: they are visible to everyone who can see the function. Variables that redirect or weaken the runtime are refused, such as `AWS_ENDPOINT_URL`, `NODE_OPTIONS` and `AWS_LAMBDA_EXEC_WRAPPER`.",
        limit: FUNCTION_ENVIRONMENT_BYTES,
      }),
    ),
};

/** Also a setting that all functions may share, but its limit depends on the kind of function. */
function timeoutWithin(limit: Range) {
  return wholeNumber(limit).meta(
    about({ description: "How long one invocation may run before Lambda stops it." }),
  );
}

/** What all kinds of functions have in common. */
const common = {
  name: text(FUNCTION_NAME).meta(about({ description: "Name of the Lambda function." })),
  memorySize: shared.memorySize.default(256),
  architecture: shared.architecture.default("arm64"),
  logRetentionDays: shared.logRetentionDays.default(30),
  reservedConcurrency: wholeNumber(RESERVED_CONCURRENCY)
    .optional()
    .meta(
      about({
        description:
          "Concurrent invocations that are reserved for this function, which are also its maximum. 0 stops the function.",
        ifAbsent: "shares the account's unreserved concurrency",
      }),
    ),
  logLevel: shared.logLevel.default("INFO"),
  environment: shared.environment.default({}),
};

/** The settings of a function. */
export function functionSettings({ entry, timeout, defaultTimeout, tracing }: FunctionKind) {
  return z.strictObject({
    name: common.name,
    entry: z
      .string()
      .min(1, "Use the path of a TypeScript file, or leave the line out")
      .default(entry)
      .meta(
        about({
          description: "The file that exports the function's `handler`, as a path from the project's root.",
        }),
      ),
    memorySize: common.memorySize,
    timeout: timeoutWithin(timeout).default(defaultTimeout),
    architecture: common.architecture,
    logRetentionDays: common.logRetentionDays,
    logKeyArn: shared.logKeyArn,
    reservedConcurrency: common.reservedConcurrency,
    tracing: shared.tracing.default(tracing),
    logLevel: common.logLevel,
    environment: common.environment,
    permissions,
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
  .strictObject({
    memorySize: orOwnDefault(shared.memorySize),
    timeout: orOwnDefault(timeoutWithin(FUNCTION_TIMEOUT_SECONDS)),
    architecture: orOwnDefault(shared.architecture),
    logRetentionDays: orOwnDefault(shared.logRetentionDays),
    logKeyArn: shared.logKeyArn,
    tracing: orOwnDefault(shared.tracing),
    logLevel: orOwnDefault(shared.logLevel),
    environment: orOwnDefault(shared.environment),
  })
  .meta(
    about({
      description:
        "Settings for all functions of this file. A function's own setting takes precedence; `environment` is merged by variable.",
      examples: [{ memorySize: 512, logRetentionDays: 90, environment: { LOG_RECORDS: "true" } }],
    }),
  );

function orOwnDefault<Setting extends z.ZodType>(setting: Setting) {
  return setting.optional().meta(about({ ifAbsent: "the function's own default" }));
}
