/** The caller asked for what cannot be given. Its message goes to the caller: it names parameters, never items. */
export class BadRequestError extends Error {
  override readonly name = "BadRequestError";

  /** @param problems whole sentences, each beginning with the parameter it is about */
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/** Runs several checks and gathers what they find, so that the caller learns of all of it at once. */
export class Problems {
  readonly #found: string[] = [];

  /** What `read` gives. If it throws a BadRequestError: `otherwise`, which no one sees, as `throwIfAny` will throw. */
  attempt<T>(read: () => T, otherwise: T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadRequestError)) throw error;
      this.#found.push(...error.problems);
      return otherwise;
    }
  }

  /** @throws BadRequestError with all problems, if there are any */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new BadRequestError(this.#found);
  }
}
