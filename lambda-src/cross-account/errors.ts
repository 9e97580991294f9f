/** An error of cross-account access. No message, property or cause holds a key or a token. */
export class CrossAccountError extends Error {
  override readonly name: string = "CrossAccountError";
}

/** The account ID is not 12 digits. */
export class InvalidAccountId extends CrossAccountError {
  override readonly name = "InvalidAccountId";

  constructor() {
    super("The account ID is not a string of exactly 12 digits.");
  }
}

/** The options break a rule of AWS STS. The message names every one of them. */
export class InvalidRoleOptions extends CrossAccountError {
  override readonly name = "InvalidRoleOptions";

  /** @param problems whole sentences */
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/** The role does not trust the caller, the caller's own policies do not allow it, or there is no such role. */
export class AssumeRoleDenied extends CrossAccountError {
  override readonly name = "AssumeRoleDenied";

  /**
   * @param roleArn the requested role
   * @param reason the message of STS, which names the caller
   */
  constructor(
    readonly roleArn: string,
    reason: string,
  ) {
    super(`${roleArn} cannot be assumed: ${reason}`);
  }
}

/** The role was not assumed for another reason: throttling, the network, or a caller without credentials. */
export class AssumeRoleFailed extends CrossAccountError {
  override readonly name = "AssumeRoleFailed";

  /**
   * @param roleArn the requested role
   * @param reason what went wrong
   * @param cause name and message of the underlying error; none if STS answered
   */
  constructor(
    readonly roleArn: string,
    reason: string,
    cause?: Error,
  ) {
    super(`${roleArn} was not assumed: ${reason}`, cause && { cause });
  }
}
