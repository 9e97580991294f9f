import { OWNER_KEYS, type RolePart } from "../config/function-parts";

/** The key below a consumer that means one of its roles, and what belongs to it; none for the stream handler. */
export function ownerWord(part: RolePart | undefined): string[] {
  if (part === undefined) return [];
  if (part === "operator") return ["operatorRole"];
  const owner = OWNER_KEYS[part];
  return owner === undefined ? [] : [owner];
}
