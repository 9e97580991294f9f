import { KEY } from "../config/schemas/common";
import { AdoptError } from "./adopt-error";

/**
 * What to say about the key that an entry gets below `sources`.
 * @param taken keys that the environment file has there
 * @throws AdoptError if no source can have it
 */
export function sourceKeyNotes(key: string, taken: readonly string[]): string[] {
  if (!KEY.test(key)) {
    const remedy = "Use at most 63 lower-case letters, digits and hyphens, starting with a letter";
    throw new AdoptError([{ place: "--source", cause: `"${key}" cannot be a key of \`sources\``, remedy }]);
  }
  // With `existing: true`, say, until now.
  return taken.includes(key) ? [`The environment file has a source ${key}: this entry takes its place.`] : [];
}
