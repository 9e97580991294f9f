import { assumeRole } from "./assume-role";
import type { RoleRequest } from "./options";
import { Session } from "./session";

/** One session for all requests with the same options. A role that cannot be assumed leaves nothing in memory. */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();

  /** How many sessions are held. */
  get size(): number {
    return this.#sessions.size;
  }

  /** The session of a role; if there is none, a new one, for which the role is not assumed yet. */
  sessionOf(request: RoleRequest): Session {
    const key = JSON.stringify(request);
    const known = this.#sessions.get(key);
    if (known) return known;
    const session: Session = new Session(
      () => assumeRole(request),
      () => this.drop(request, session),
    );
    this.#sessions.set(key, session);
    return session;
  }

  /** Lets go of a role's session; of none if another one has taken its place. */
  drop(request: RoleRequest, session: Session): void {
    if (this.#sessions.get(JSON.stringify(request)) === session) this.release(request);
  }

  /** Lets go of a role's session, whichever it is. */
  release(request: RoleRequest): void {
    this.#sessions.delete(JSON.stringify(request));
  }
}
