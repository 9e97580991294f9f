import fc from "fast-check";
import { LOG_RETENTION_DAYS } from "../../../../config/limits";

const WORDS = "It keeps what it is told to keep";

/** One of each form of permission. */
const permissions = fc.subarray([
  { table: "Totals", access: "readWrite", because: WORDS },
  { queue: "large-orders", because: WORDS },
  { eventBus: "orders", because: WORDS },
  {
    actions: ["s3:PutObject"],
    resources: ["arn:aws:s3:::archive/*"],
    conditions: { StringLike: { "s3:x-amz-acl": ["private"] } },
    because: WORDS,
    wildcardBecause: "Each order is an object of its own",
  },
]);

/**
 * Settings of a function, or those that all functions share.
 * @param name of the function; undefined for what all share
 * @param text values of variables
 * @param timeout the longest, seconds
 */
export function functionPart(name: string | undefined, text: fc.Arbitrary<string>, timeout: number) {
  const shared = {
    memorySize: fc.integer({ min: 128, max: 10_240 }),
    timeout: fc.integer({ min: 1, max: timeout }),
    architecture: fc.constantFrom("arm64", "x86_64"),
    logRetentionDays: fc.constantFrom(...LOG_RETENTION_DAYS),
    logKeyArn: fc.constant("arn:aws:kms:eu-central-1:222222222222:key/k"),
    tracing: fc.boolean(),
    logLevel: fc.constantFrom("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
    environment: text.map((value) => ({ STAGE: value })),
  };
  if (name === undefined) return fc.record(shared, { requiredKeys: [] });
  return fc.record(
    {
      name: fc.constant(name),
      entry: fc.constant("__tests__/unit/config/sample.ts"),
      reservedConcurrency: fc.nat(1000),
      permissions,
      ...shared,
    },
    { requiredKeys: ["name", "entry"] },
  );
}
