import type { SessionCredentials } from "./assume-role";
import { AssumeRoleDenied } from "./errors";

/**
 * How long before they expire credentials are renewed. In the last five minutes the SDK's clients ask their provider
 * again at every request.
 */
const MARGIN_MS = 5 * 60_000;

/**
 * The credentials of one role, renewed shortly before they expire; concurrent requests share one call. While STS fails,
 * each request of the last five minutes asks it once and then uses the old credentials.
 */
export class Session {
  #current: SessionCredentials | undefined;
  #pending: Promise<SessionCredentials> | undefined;

  /**
   * @param assume assumes the role
   * @param onLost called whenever there are no valid credentials left, because the role could not be assumed
   * @param now the current time, milliseconds since 1970
   */
  constructor(
    private readonly assume: () => Promise<SessionCredentials>,
    private readonly onLost: () => void = () => undefined,
    private readonly now: () => number = Date.now,
  ) {}

  /** Credentials that are not about to expire. The same function as long as the session lives. */
  readonly credentials = async (): Promise<SessionCredentials> => {
    const current = this.#current;
    if (current && this.#lasts(current, MARGIN_MS)) return current;
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  };

  async #renew(): Promise<SessionCredentials> {
    try {
      this.#current = await this.assume();
      return this.#current;
    } catch (error) {
      // A transient error of STS must not stop work that valid credentials allow. A denial is deliberate.
      const old = this.#current;
      if (!(error instanceof AssumeRoleDenied) && old && this.#lasts(old, 0)) return old;
      this.#current = undefined;
      this.onLost();
      throw error;
    }
  }

  #lasts({ expiration }: SessionCredentials, margin: number): boolean {
    return expiration.getTime() - this.now() > margin;
  }
}
