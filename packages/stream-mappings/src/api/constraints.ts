import { isPlainObject } from "../model/plain-object";
import { validationFailed } from "./errors";

/** The body of a create or update call, before anything is known about it. */
export type RequestBody = Record<string, unknown>;

type Rule = (value: unknown) => string | undefined;

const atLeast =
  (min: number): Rule =>
  (value) =>
    typeof value === "number" && value < min
      ? `Member must have value greater than or equal to ${min}`
      : undefined;
const atMost =
  (max: number): Rule =>
  (value) =>
    typeof value === "number" && value > max
      ? `Member must have value less than or equal to ${max}`
      : undefined;
const longest =
  (max: number): Rule =>
  (value) =>
    typeof value === "string" && value.length > max
      ? `Member must have length less than or equal to ${max}`
      : undefined;
const matching =
  (pattern: string): Rule =>
  (value) =>
    typeof value === "string" && !new RegExp(`^(?:${pattern})$`, "u").test(value)
      ? `Member must satisfy regular expression pattern: ${pattern}`
      : undefined;
const enumValueSet = (values: readonly string[]) =>
  `Member must satisfy enum value set: [${values.join(", ")}]`;
const oneOf =
  (values: readonly string[]): Rule =>
  (value) =>
    typeof value === "string" && !values.includes(value) ? enumValueSet(values) : undefined;
const NOT_NULL = "Member must not be null";
const required: Rule = (value) => (value === undefined || value === null ? NOT_NULL : undefined);

const ARN =
  "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)";
const FUNCTION_NAME =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const DESTINATION = `$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|${ARN}`;

/** Member, its path in messages, and its rules. Ranges and patterns: Lambda API model (botocore). */
type Constraint = readonly [path: readonly string[], rules: readonly Rule[]];

const COMMON: readonly Constraint[] = [
  [["EventSourceArn"], [matching(ARN)]],
  [["FunctionName"], [longest(256), matching(FUNCTION_NAME.replaceAll("0-9-_", "0-9\\-_"))]],
  [["BatchSize"], [atLeast(1), atMost(10_000)]],
  [["MaximumBatchingWindowInSeconds"], [atLeast(0), atMost(300)]],
  [["ParallelizationFactor"], [atLeast(1), atMost(10)]],
  [
    ["DestinationConfig", "OnSuccess", "Destination"],
    [longest(350), matching(DESTINATION)],
  ],
  [
    ["DestinationConfig", "OnFailure", "Destination"],
    [longest(350), matching(DESTINATION)],
  ],
  [["MaximumRecordAgeInSeconds"], [atLeast(-1), atMost(604_800)]],
  [["MaximumRetryAttempts"], [atLeast(-1), atMost(10_000)]],
  [["TumblingWindowInSeconds"], [atLeast(0), atMost(900)]],
  [
    ["ScalingConfig", "MaximumConcurrency"],
    [atLeast(2), atMost(1000)],
  ],
];

const CREATE: readonly Constraint[] = [
  [["FunctionName"], [required]],
  // Recorded order of the set; the model lists it differently.
  [["StartingPosition"], [oneOf(["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"])]],
  ...COMMON,
];

/**
 * Checks a body against the API's model, as AWS does before it looks at anything else.
 * @throws ApiError ValidationException with every violation
 */
export function checkModel(body: RequestBody, call: "create" | "update"): void {
  const constraints = call === "create" ? CREATE : COMMON;
  const violations = [
    ...constraints.flatMap((constraint) => violationsOf(body, constraint)),
    ...listViolations(body),
  ];
  if (violations.length > 0) throw validationFailed(violations);
}

function violationsOf(body: RequestBody, [path, rules]: Constraint): string[] {
  const value = path.reduce<unknown>((node, key) => (isPlainObject(node) ? node[key] : undefined), body);
  const shown = value === undefined || value === null ? "null" : `'${String(value)}'`;
  const name = path.map(lowerFirst).join(".");
  return rules.flatMap((rule) => {
    const complaint = rule(value);
    return complaint ? [`Value ${shown} at '${name}' failed to satisfy constraint: ${complaint}`] : [];
  });
}

function listViolations(body: RequestBody): string[] {
  const metrics = isPlainObject(body.MetricsConfig) ? body.MetricsConfig.Metrics : undefined;
  const filters = isPlainObject(body.FilterCriteria) ? body.FilterCriteria.Filters : undefined;
  return [
    ...memberViolations(body.FunctionResponseTypes, "functionResponseTypes", ["ReportBatchItemFailures"]),
    ...memberViolations(metrics, "metricsConfig.metrics", ["ErrorCount", "KafkaMetrics", "EventCount"]),
    ...(Array.isArray(filters) ? filters : []).flatMap((filter, index) => {
      const complaint = isPlainObject(filter) ? longest(4096)(filter.Pattern) : undefined;
      const name = `filterCriteria.filters.${index + 1}.member.pattern`;
      return complaint && isPlainObject(filter)
        ? [`Value '${String(filter.Pattern)}' at '${name}' failed to satisfy constraint: ${complaint}`]
        : [];
    }),
  ];
}

/**
 * AWS shows the whole list and, in brackets, every constraint on a member, also those that hold (seen in Lambda's
 * refusals of other lists, such as `cors.allowMethods`: no refusal of these two was recorded).
 */
function memberViolations(list: unknown, name: string, values: readonly string[]): string[] {
  if (!Array.isArray(list) || list.every((member) => values.includes(member))) return [];
  const constraints = `${enumValueSet(values)}, ${NOT_NULL}`;
  return [
    `Value '[${list.map(String).join(", ")}]' at '${name}' failed to satisfy constraint: Member must satisfy constraint: [${constraints}]`,
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
