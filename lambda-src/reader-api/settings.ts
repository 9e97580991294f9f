import type { CrossAccountRoleOptions } from "cross-account";
import { roleSettings } from "../shared/role-settings";
import { checked, outOfRange, type Variables, wholeNumber } from "../shared/settings";

/** What the function reads, and through which role; set by environment variables of the function. */
export interface Settings {
  /**
   * The role that may read the table, in the account that owns it: `SOURCE_ACCOUNT_ID`, `ACCESS_ROLE_NAME` (with its
   * path if it has one), `EXTERNAL_ID` and `SESSION_DURATION_SECONDS`. `crossAccountRole` checks these options.
   */
  readonly role: CrossAccountRoleOptions;
  /** `TABLE_NAME`: the name of the table. The credentials determine the account. */
  readonly tableName: string;
  /**
   * `TABLE_REGION`: the region of the table.
   * @default the function's own region
   */
  readonly tableRegion: string;
  /** `KEY_ATTRIBUTES`: JSON array of the names of the partition key and, if the table has one, the sort key. */
  readonly keyAttributes: readonly string[];
  /**
   * `MAX_ITEMS`: the maximum number of items in one answer, 1 to 100,000.
   * @default 10000
   */
  readonly maxItems: number;
  /**
   * `MAX_SEGMENTS`: the maximum number of segments that a request may scan at once, 1 to 64. Each of them fetches a page
   * of up to 1 MB at the same time, so more than 8 need more memory (`npm run bench:reader` measures it).
   * @default 8
   */
  readonly maxSegments: number;
}

/** DynamoDB Developer Guide, "Naming rules". */
const TABLE_NAME = /^[\w.-]{3,255}$/;
const REGION = /^[a-z]+(?:-[a-z0-9]+)+$/;

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws SettingsError that names every variable with a missing or invalid value
 */
export function readSettings(variables: Variables): Settings {
  const { SOURCE_ACCOUNT_ID = "", ACCESS_ROLE_NAME = "", TABLE_NAME: tableName = "" } = variables;
  const tableRegion = variables.TABLE_REGION || variables.AWS_REGION || "";
  const keyAttributes = parseNames(variables.KEY_ATTRIBUTES ?? "");
  const maxItems = wholeNumber(variables.MAX_ITEMS || "10000");
  const maxSegments = wholeNumber(variables.MAX_SEGMENTS || "8");
  const role = { accountId: SOURCE_ACCOUNT_ID, roleName: ACCESS_ROLE_NAME, ...roleSettings(variables) };
  return checked({ role, tableName, tableRegion, keyAttributes, maxItems, maxSegments }, [
    SOURCE_ACCOUNT_ID === "" && "SOURCE_ACCOUNT_ID must be set.",
    ACCESS_ROLE_NAME === "" && "ACCESS_ROLE_NAME must be set.",
    !TABLE_NAME.test(tableName) &&
      "TABLE_NAME must be the plain name of a table, 3 to 255 of A-Z a-z 0-9 _.-",
    !REGION.test(tableRegion) && "TABLE_REGION must be a region such as us-east-1.",
    keyAttributes.length === 0 && 'KEY_ATTRIBUTES must be a JSON array of one or two names, such as ["id"].',
    // Limits of this API, not of AWS.
    outOfRange("MAX_ITEMS", maxItems, 1, 100_000),
    outOfRange("MAX_SEGMENTS", maxSegments, 1, 64),
  ]);
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
