import { DriftError } from "./drift-error";
import type { Drift } from "./drift-finding";

/** Exit code of a comparison that found something. */
const FOUND = 2;

/**
 * The exit code that drift stands for: 0 if there is none, 2 if there is some.
 * @throws DriftError if there is none as far as could be read, and not all could
 */
export function exitCodeOf({ findings, unread }: Drift): number {
  if (findings.length > 0) return FOUND;
  if (unread.length === 0) return 0;
  throw new DriftError(
    unread.map((cause) => ({ cause })),
    "Nothing is known of some resources, so nobody can say that there is no drift. Read with a role that may read them (--read-role):",
  );
}
