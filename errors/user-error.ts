import { problemLine, sentence, type UserProblem } from "./user-problem";

/**
 * An error that its user can fix: of an environment file, of code, of what a command was given. The message is
 * complete: print it as it stands, without a stack trace. Every such error is a kind of this one.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";

  /**
   * @param problems every problem found; more than one need a headline
   * @param headline what they are about, such as the name of a file; each problem is a line below it
   */
  constructor(
    readonly problems: readonly UserProblem[],
    headline?: string,
  ) {
    super(headline === undefined ? problems.map(paragraph).join("\n") : listing(headline, problems));
  }
}

/** The message of anything thrown, for people: a stack trace is for our own defects. */
export function describeError(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function listing(headline: string, problems: readonly UserProblem[]): string {
  return [headline, ...problems.map((problem) => `  ${problemLine(problem)}`)].join("\n");
}

function paragraph({ place, cause, remedy }: UserProblem): string {
  const what = sentence(place === undefined ? cause : `${place}: ${cause}`);
  return remedy === undefined ? what : `${what}\n${sentence(remedy)}`;
}
