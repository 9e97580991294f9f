import { noCredentials } from "../../accounts/no-credentials";
import { AccessError } from "../access-error";

/**
 * Reads something of an account.
 * @param what for the message
 * @throws AccessError that names what could not be read, and why; AccountError if there are no credentials
 */
export async function reading<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const missing = noCredentials(error);
    if (missing) throw missing;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new AccessError([
      {
        cause: `${what} cannot be read: ${reason}`,
        remedy:
          "Deploy the stacks first (a table with `existing: true` must be there, and have a stream), and use credentials that may read policies",
      },
    ]);
  }
}

/**
 * Reads a policy that need not exist.
 * @param absent names of the errors that say that it does not exist
 */
export async function policyUnlessAbsent(
  absent: readonly string[],
  read: () => Promise<string | undefined>,
): Promise<unknown> {
  try {
    const text = await read();
    return text ? JSON.parse(text) : undefined;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}
