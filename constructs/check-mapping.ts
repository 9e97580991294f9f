import { Token } from "cdktf";
import {
  BATCH_SIZE,
  BATCHING_WINDOW_SECONDS,
  FILTER_PATTERN_CHARACTERS,
  FILTERS_PER_MAPPING,
} from "../config/limits";
import type { UserProblem } from "../errors/user-problem";
import { PropsError } from "./props-error";

/** The settings of a mapping that Terraform sends to AWS unchecked. */
type UncheckedSettings = Partial<
  Record<
    "batchSize" | "maximumBatchingWindowInSeconds" | "parallelizationFactor" | "tumblingWindowInSeconds",
    number
  >
>;

/** Bounds of a whole number, both included. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Checks what `terraform plan` does not: otherwise `apply` fails halfway.
 * @param path of the construct, for the message
 * @param patterns JSON text of each filter pattern
 * @throws PropsError with every problem
 */
export function checkMapping(path: string, settings: UncheckedSettings, patterns?: readonly string[]): void {
  const problems = [
    ...outside("batchSize", settings.batchSize, BATCH_SIZE),
    ...outside(
      "maximumBatchingWindowInSeconds",
      settings.maximumBatchingWindowInSeconds,
      BATCHING_WINDOW_SECONDS,
    ),
    ...outside("the number of filters", patterns?.length, FILTERS_PER_MAPPING),
    ...(patterns ?? []).flatMap(tooLong),
    ...excludedByWindow(settings, patterns),
  ];
  if (problems.length > 0) throw new PropsError(path, problems);
}

/** Lambda API reference, CreateEventSourceMapping: both are refused together with a tumbling window. */
function excludedByWindow(
  { tumblingWindowInSeconds = 0, parallelizationFactor = 1 }: UncheckedSettings,
  patterns: readonly string[] | undefined,
): UserProblem[] {
  if (tumblingWindowInSeconds === 0) return [];
  const excluded = [
    ...(patterns === undefined ? [] : ["filters"]),
    ...(parallelizationFactor === 1 ? [] : ["a parallelizationFactor above 1"]),
  ];
  return excluded.map((what) => ({
    cause: `${what} and tumblingWindowInSeconds exclude each other`,
    remedy: "Remove one of the two, or give the window a mapping of its own",
  }));
}

/** A number that only an apply resolves cannot be checked. */
function outside(name: string, value: number | undefined, { min, max }: Bounds): UserProblem[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [{ cause: `${name} is ${value}`, remedy: `Give a whole number from ${min} to ${max}` }];
}

function tooLong(pattern: string, index: number): UserProblem[] {
  if (pattern.length <= FILTER_PATTERN_CHARACTERS) return [];
  return [
    {
      cause: `filter ${index + 1} has ${pattern.length} characters as JSON`,
      remedy: `Shorten it to ${FILTER_PATTERN_CHARACTERS} at most`,
    },
  ];
}
