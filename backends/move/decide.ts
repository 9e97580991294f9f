import { BackendError } from "../backend-error";
import { type StateFile, sameContent } from "./state-file";

/** What to do with the state of a stack. */
export type Decision = "move" | "nothing to move" | "already moved";

/** The state of one stack in both backends. */
interface Both {
  readonly stack: string;
  readonly old: StateFile | undefined;
  readonly next: StateFile | undefined;
}

/**
 * What to do with the state of a stack, without losing anything in the new backend.
 * @throws BackendError if the new backend holds a state of something else, or one that was changed on its own
 */
export function decide({ stack, old, next }: Both): Decision {
  if (!old) return "nothing to move";
  if (!next) return "move";
  if (next.lineage !== old.lineage) {
    // An earlier move was interrupted half-way.
    if (sameContent(old, next)) return "move";
    throw refusal(
      `The new backend holds a state of ${stack} already, which is not the one to move (another lineage).`,
    );
  }
  if (next.serial < old.serial) return "move";
  if (next.serial > old.serial) return "already moved";
  if (sameContent(old, next)) return "already moved";
  throw refusal(`Both backends hold a state of ${stack} with serial ${old.serial}, and they differ.`);
}

function refusal(cause: string): BackendError {
  return new BackendError(
    cause,
    "Nothing was changed. Choose another place in the new `backend`, or look at both states and delete the wrong one.",
  );
}
