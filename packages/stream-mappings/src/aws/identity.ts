/** The account and region of a call. */
export interface Scope {
  /** 12-digit account ID. */
  readonly account: string;
  readonly region: string;
}

/** Credentials of an account's root in the local AWS: there, a 12-digit access key is that account's root. */
export function rootCredentials(account: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: account, secretAccessKey: "test" };
}
