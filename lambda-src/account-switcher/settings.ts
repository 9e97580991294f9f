/** How the function works; set by its environment variables. Named as the options of `crossAccountRole`. */
export interface Settings {
  /**
   * `TARGET_ROLE_NAME`: the role that is assumed in each account, with its path if it has one.
   * @default external-role
   */
  readonly roleName: string;
  /** `EXTERNAL_ID`: what the role asks for; none if absent. */
  readonly externalId?: string;
  /**
   * `SESSION_DURATION_SECONDS`: how long the credentials last, 900 to 3,600 seconds.
   * @default 3600
   */
  readonly durationSeconds: number;
  /** `AWS_REGION`, which Lambda sets. */
  readonly region: string;
}

/** The function's environment variables hold what the handler does not understand. Names every one of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** IAM and STS quotas, "name requirements". */
const ROLE_NAME = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
/** An hour at most: the function's own credentials are those of a role (IAM User Guide, "role chaining"). */
const SECONDS = { min: 900, max: 3_600 };

/**
 * Reads the settings. An empty variable counts as none.
 * @throws SettingsError that names every variable with a missing or a wrong value.
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Settings = {
    roleName: variables.TARGET_ROLE_NAME || "external-role",
    ...(variables.EXTERNAL_ID && { externalId: variables.EXTERNAL_ID }),
    durationSeconds: parseWholeNumber(variables.SESSION_DURATION_SECONDS || String(SECONDS.max)),
    region: variables.AWS_REGION || "",
  };
  const problems = problemsOf(settings);
  if (problems.length === 0) return settings;
  throw new SettingsError(`Mend the function's environment variables: ${problems.join(" ")}`);
}

function problemsOf({ roleName, externalId, durationSeconds, region }: Settings): string[] {
  const { min, max } = SECONDS;
  const isInBounds = durationSeconds >= min && durationSeconds <= max;
  return [
    !ROLE_NAME.test(roleName) && "TARGET_ROLE_NAME must be the name of a role, or path/name.",
    externalId !== undefined &&
      !EXTERNAL_ID.test(externalId) &&
      "EXTERNAL_ID must be 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-",
    !isInBounds && `SESSION_DURATION_SECONDS must be a whole number from ${min} to ${max}.`,
    region === "" && "AWS_REGION is missing.",
  ].filter((problem) => problem !== false);
}

function parseWholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
