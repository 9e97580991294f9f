/** A lock that keeps Terraform from a state. */
export interface StateLock {
  /** What `terraform force-unlock` takes. */
  readonly id: string;
  /** What Terraform says of it, in one line. */
  readonly says: string;
}

// The requests of S3 have IDs, too, and stand before those of the lock. cdktf may put the name of the stack in between.
const REFUSED = /Error acquiring the state lock.*?Lock Info:.{1,20}?ID: ([0-9a-f-]{36}).*?Who: (\S+)/;

/** The lock for which a deployment was refused. @param refusal its output in one line */
export function stateLockIn(refusal = ""): StateLock | undefined {
  const [, id, who] = REFUSED.exec(refusal) ?? [];
  return id && who ? { id, says: `Error acquiring the state lock … ID: ${id} … Who: ${who}` } : undefined;
}
