import { isNativeError } from "node:util/types";

/** The message of an error, to quote in another one; anything else that was thrown as text. */
export function reasonOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
