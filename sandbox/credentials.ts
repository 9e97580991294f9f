import { rootSecret } from "./secret";

/** The account from which deploy roles are assumed, like the management account of an organization. */
export const MANAGEMENT_ACCOUNT_ID = "000000000000";

/**
 * Credentials of an account's root user: on the emulator, an access key of 12 digits is the root user of that account.
 * All of them share the secret that the sandbox got when it was started.
 */
export function rootCredentials(accountId: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: accountId, secretAccessKey: rootSecret() };
}
