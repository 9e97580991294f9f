/** The account from which deploy roles are assumed, like the management account of an organization. */
export const MANAGEMENT_ACCOUNT_ID = "000000000000";

/** The emulator's only secret. Its access keys are account IDs, so nothing here is confidential. */
const EMULATOR_SECRET = "test";

/** Credentials of an account's root user: on the emulator, an access key of 12 digits is the root user of that account. */
export function rootCredentials(accountId: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: accountId, secretAccessKey: EMULATOR_SECRET };
}
