import type { UserProblem } from "../errors/user-problem";

/** What a consumer's function made of the item. */
export interface HandledBy {
  /** Key of the consumer in the environment file. */
  readonly consumer: string;
  readonly functionName: string;
  /** Time between the item's put (for `OLD_IMAGE`: its removal) and the line in the log, milliseconds. */
  readonly afterMs?: number;
  /** Why nobody knows that it was handled. Absent if it was. */
  readonly problem?: UserProblem;
}

/** What happened when another role of a consumer's account asked for the stream. */
export interface Refusal {
  /** 12 digits. */
  readonly accountId: string;
  /** `refused`: by a policy. `admitted`: the stream is open to it. `not judged`: the answer says nothing of policies. */
  readonly outcome: "refused" | "admitted" | "not judged";
  /** Which policies refused, if the answer says so. */
  readonly by?: "the stream's policy" | "the role's own policies";
  /** The answer in the words of AWS or the emulator. */
  readonly answer: string;
}

/** What came of one source. */
export interface SourceResult {
  /** Key of the source in the environment file. */
  readonly source: string;
  readonly tableName: string;
  readonly handledBy: readonly HandledBy[];
  readonly refusals: readonly Refusal[];
  /** Whether nothing of the test is left in the table. */
  readonly removed: boolean;
  /** What went wrong, besides what is said of consumers and roles. */
  readonly problems: readonly UserProblem[];
}

/** What came of a smoke test. */
export interface SmokeResult {
  readonly tested: readonly SourceResult[];
  /** Keys of the sources that have no `smokeTest`. */
  readonly skipped: readonly string[];
}

/** Whether a source passed: its item was handled by every function and removed, and no other role got in. */
export function hasPassed({ handledBy, refusals, removed, problems }: SourceResult): boolean {
  return (
    removed &&
    problems.length === 0 &&
    handledBy.every(({ problem }) => problem === undefined) &&
    refusals.every(({ outcome }) => outcome !== "admitted")
  );
}
