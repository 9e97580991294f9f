import { reasonOf } from "./reason-of";
import { UserError } from "./user-error";

/** What went wrong, without the remedies: those may be of another command. */
export function causeOf(error: unknown): string {
  return error instanceof UserError ? error.problems.map(({ cause }) => cause).join(" ") : reasonOf(error);
}
