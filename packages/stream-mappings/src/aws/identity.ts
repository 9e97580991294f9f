/** The account and region of a call. */
export interface Scope {
  /** 12-digit account ID. */
  readonly account: string;
  readonly region: string;
}

/**
 * Credentials of an account's root in the local AWS: there, a 12-digit access key is that account's root.
 * @param secret what the roots of all accounts have for their secret access key
 */
export function rootCredentials(
  account: string,
  secret: string,
): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: account, secretAccessKey: secret };
}
