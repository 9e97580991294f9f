/** What the function reads and through which role; set by environment variables of the function. */
export interface Settings {
  /** `SOURCE_ACCOUNT_ID`: the account that owns the table and the role, 12 digits. */
  readonly sourceAccountId: string;
  /** `ACCESS_ROLE_NAME`: the role that is assumed there, with its path if it has one (`path/name`). */
  readonly accessRoleName: string;
  /** `EXTERNAL_ID`: what the role's trust policy asks for, if it asks. */
  readonly externalId?: string;
  /**
   * `SESSION_DURATION_SECONDS`: how long the credentials last, 900 to 3,600 seconds.
   * @default 3600
   */
  readonly sessionDurationSeconds: number;
  /** `TABLE_NAME`: the table, by plain name: the credentials decide the account. */
  readonly tableName: string;
  /**
   * `TABLE_REGION`: the region of the table.
   * @default the function's own region
   */
  readonly tableRegion: string;
  /** `KEY_ATTRIBUTES`: JSON array of the names of the partition key and, if the table has one, the sort key. */
  readonly keyAttributes: readonly string[];
  /**
   * `MAX_ITEMS`: most items in one answer, 1 to 100,000.
   * @default 10000
   */
  readonly maxItems: number;
  /**
   * `MAX_SEGMENTS`: most segments that a request may scan at once, 1 to 64. A page of 1 MB may take 20 times that in memory.
   * @default 8
   */
  readonly maxSegments: number;
}

/** The function's environment variables hold what the handler does not understand. Names every one of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** An hour at most: the function's own credentials are those of a role (IAM User Guide, "role chaining"). */
const SESSION_SECONDS = { name: "SESSION_DURATION_SECONDS", min: 900, max: 3_600, byDefault: 3_600 };
/** Bounds of this API, not limits of AWS. */
const ITEMS = { name: "MAX_ITEMS", min: 1, max: 100_000, byDefault: 10_000 };
const SEGMENTS = { name: "MAX_SEGMENTS", min: 1, max: 64, byDefault: 8 };

/** IAM and STS quotas, "name requirements": a path, a name, an external ID. */
const ROLE_NAME = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
/** DynamoDB Developer Guide, "Naming rules". */
const TABLE_NAME = /^[\w.-]{3,255}$/;
const REGION = /^[a-z]+(?:-[a-z0-9]+)+$/;

/**
 * Reads the settings. An empty variable counts as none.
 * @throws SettingsError that names every variable with a missing or a wrong value.
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const wholeNumber = ({ name, min, max, byDefault }: typeof ITEMS): number => {
    const text = variables[name] || String(byDefault);
    const value = /^\d+$/.test(text) ? Number(text) : -1;
    expect(value >= min && value <= max, `${name} must be a whole number from ${min} to ${max}.`);
    return value;
  };

  const settings: Settings = {
    sourceAccountId: variables.SOURCE_ACCOUNT_ID ?? "",
    accessRoleName: variables.ACCESS_ROLE_NAME ?? "",
    ...(variables.EXTERNAL_ID && { externalId: variables.EXTERNAL_ID }),
    sessionDurationSeconds: wholeNumber(SESSION_SECONDS),
    tableName: variables.TABLE_NAME ?? "",
    tableRegion: variables.TABLE_REGION || variables.AWS_REGION || "",
    keyAttributes: parseNames(variables.KEY_ATTRIBUTES ?? ""),
    maxItems: wholeNumber(ITEMS),
    maxSegments: wholeNumber(SEGMENTS),
  };
  const { sourceAccountId, accessRoleName, externalId, tableName, tableRegion, keyAttributes } = settings;
  expect(/^\d{12}$/.test(sourceAccountId), "SOURCE_ACCOUNT_ID must be 12 digits.");
  expect(ROLE_NAME.test(accessRoleName), "ACCESS_ROLE_NAME must be the name of a role, or path/name.");
  expect(
    !externalId || EXTERNAL_ID.test(externalId),
    "EXTERNAL_ID must be 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-",
  );
  expect(
    TABLE_NAME.test(tableName),
    "TABLE_NAME must be the plain name of a table, 3 to 255 of A-Z a-z 0-9 _.-",
  );
  expect(REGION.test(tableRegion), "TABLE_REGION must be a region such as us-east-1.");
  expect(
    keyAttributes.length > 0,
    'KEY_ATTRIBUTES must be a JSON array of one or two names, such as ["id"].',
  );
  if (problems.length === 0) return settings;
  throw new SettingsError(`Mend the function's environment variables: ${problems.join(" ")}`);
}

/** One or two different names; none if the text is anything else. */
function parseNames(text: string): string[] {
  const names = parseJson(text);
  if (!Array.isArray(names) || names.length > 2 || new Set(names).size !== names.length) return [];
  return names.every((name) => typeof name === "string" && name !== "") ? names : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
