import { FUNCTION_PARTS } from "./schemas/access-role";

export { FUNCTION_PARTS };

/** Which of a consumer's functions. */
export type FunctionPart = (typeof FUNCTION_PARTS)[number];

/** A role of a consumer: that of one of its functions, or the one for people. */
export type RolePart = FunctionPart | "operator";

/**
 * The key of a consumer that holds `function`, `roleName` and `rolePath` of one of its functions; undefined for
 * the stream handler, for which the consumer itself does.
 */
export const OWNER_KEYS = {
  "stream-handler": undefined,
  "reader-api": "readerApi",
  "account-switcher": "accountSwitcher",
  "usage-meter": "usageMeter",
} as const satisfies Record<FunctionPart, string | undefined>;

/** Where a function's settings are, below its consumer. */
export function functionPath(part: FunctionPart): readonly string[] {
  const key = OWNER_KEYS[part];
  return key === undefined ? ["function"] : [key, "function"];
}
