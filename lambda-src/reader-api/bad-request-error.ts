/** The request is invalid. The message is sent to the caller, so it names parameters and never items. */
export class BadRequestError extends Error {
  override readonly name = "BadRequestError";

  /** @param problems whole sentences, each starting with the parameter it is about */
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/** Runs several checks and collects their problems, so that the caller gets all of them at once. */
export class Problems {
  readonly #found: string[] = [];

  /** The result of `read`; `otherwise` if that throws a BadRequestError, which `throwIfAny` then throws. */
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
