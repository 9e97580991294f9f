/** One thing that is wrong with what a user gave, and what to do about it. */
export interface UserProblem {
  /** Where it is: file and key, file and line, or stack and resource. Absent where the cause says it. */
  readonly place?: string;
  /** What is wrong. */
  readonly cause: string;
  /** What to do about it. Absent where the cause makes it plain. */
  readonly remedy?: string;
}

/** A problem as one line: `place: cause. remedy.` After output of a program, the remedy has a line of its own. */
export function problemLine({ place, cause, remedy }: UserProblem): string {
  return [place === undefined ? sentence(cause) : `${place}: ${sentence(cause)}`, sentence(remedy)]
    .join(cause.includes("\n") ? "\n" : " ")
    .trimEnd();
}

/** Text that ends like a sentence. What ends with output of a program stays as it is. */
export function sentence(text = ""): string {
  return text === "" || /\.$/.test(text) || text.includes("\n") ? text : `${text}.`;
}
