import { type Variables, wholeNumber } from "./settings";

/** How a function assumes roles: options of `crossAccountRole`, which checks them and knows their defaults. */
export interface RoleSettings {
  /** `EXTERNAL_ID`: the external ID that the role requires. */
  readonly externalId?: string | undefined;
  /** `SESSION_DURATION_SECONDS`: how long the credentials last, 900 to 3,600 seconds. */
  readonly durationSeconds?: number | undefined;
}

/** Reads the settings of every function that assumes roles. An empty variable counts as not set. */
export function roleSettings({ EXTERNAL_ID, SESSION_DURATION_SECONDS }: Variables): RoleSettings {
  return {
    externalId: EXTERNAL_ID || undefined,
    durationSeconds: SESSION_DURATION_SECONDS ? wholeNumber(SESSION_DURATION_SECONDS) : undefined,
  };
}
