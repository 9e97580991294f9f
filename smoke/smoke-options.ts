import type { AssumedRole, ConnectAccount } from "../accounts/account-session";

/** How to test. */
export interface SmokeOptions {
  /** Key of the only source to test. @default all whose entries allow it */
  readonly only?: string | undefined;
  readonly connect: ConnectAccount;
  /** Role to act in, in every account. @default the account's deploy role */
  readonly role?: AssumedRole | undefined;
  /** How long to wait for the functions, milliseconds. */
  readonly timeoutMs: number;
  /** Ends the wait when aborted; the item is removed all the same. */
  readonly signal: AbortSignal;
  /** Called with what is happening, one line a step. */
  readonly onProgress: (step: string) => void;
}
