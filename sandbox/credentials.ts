/** The account from which deploy roles are assumed, as the management account of an organization would. */
export const MANAGEMENT_ACCOUNT_ID = "000000000000";

/** The emulator knows no other secret: its access keys are account IDs, not credentials of anybody. */
const EMULATOR_SECRET = "test";

/** Credentials of an account's root user: on the emulator a 12-digit access key is that account's root. */
export function rootCredentials(accountId: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: accountId, secretAccessKey: EMULATOR_SECRET };
}
