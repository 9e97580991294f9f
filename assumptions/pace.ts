/** How long to wait for what, milliseconds. */
export interface Pace {
  /** Between two looks at a mapping or a log. */
  readonly pollMs: number;
  /** Between two items that are put one after the other. */
  readonly putMs: number;
  /** How long an item may take to be handled. A new mapping starts to read after a minute or two. */
  readonly handledMs: number;
  /** How long a policy that was removed or replaced may go on deciding. */
  readonly revokedMs: number;
  /** How long lines may take from a function to its log. */
  readonly logMs: number;
  /** After how long a policy that replaced another one is in force for sure. Measured by others: 221 to 237 s. */
  readonly inForceMs: number;
  /** Before something is destroyed again that could not be destroyed. */
  readonly retryMs: number;
}

/** For AWS. */
export const AWS_PACE: Pace = {
  pollMs: 2_000,
  putMs: 1_000,
  handledMs: 300_000,
  revokedMs: 600_000,
  logMs: 20_000,
  inForceMs: 300_000,
  retryMs: 30_000,
};

/** For the sandbox, where everything is in force at once. */
export const SANDBOX_PACE: Pace = {
  pollMs: 250,
  putMs: 250,
  handledMs: 60_000,
  revokedMs: 15_000,
  logMs: 2_000,
  inForceMs: 4_000,
  retryMs: 1_000,
};
