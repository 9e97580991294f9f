import type { Picture } from "../picture";
import { alarmProblems } from "./alarms";
import { failureProblems } from "./failures";
import { functionProblems } from "./functions";
import { mappingProblems } from "./mappings";
import type { JudgeContext, Problem } from "./problem";
import { sourceProblems } from "./sources";

/** Exit codes for monitors. */
const HEALTHY = 0;
const CANNOT_TELL = 1;
const WRONG = 2;

/** Everything that is wrong in a picture. */
export function problemsIn({ sources, consumers }: Picture, context: JudgeContext): Problem[] {
  const byKey = new Map(sources.map((one) => [one.key, one]));
  return [
    ...sources.flatMap((source) => sourceProblems(source, context)),
    ...consumers.flatMap((consumer) => [
      ...functionProblems(consumer, context),
      ...consumer.mappings.flatMap((one) => mappingProblems(one, byKey.get(one.source), context)),
      ...failureProblems(consumer, context),
      ...alarmProblems(consumer),
    ]),
  ];
}

/** The exit code: 2 if something is wrong, 1 if nothing is as far as could be read and not all could, 0 otherwise. */
export function exitCodeOf({ unread }: Picture, problems: readonly Problem[]): number {
  if (problems.length > 0) return WRONG;
  return unread.length > 0 ? CANNOT_TELL : HEALTHY;
}
