import type { z } from "zod";
import type { Limit } from "../limit";
import type { Page } from "../pages";

/** What docs/configuration.md and the JSON Schema say about a key. Its type and default come from the schema. */
export interface About {
  /**
   * What the key does, in a sentence; the message about a missing key ends with it. Building blocks such as
   * `wholeNumber` leave it to the schemas that use them.
   */
  readonly description?: string;
  /** What the value counts: `seconds`. */
  readonly unit?: string;
  /** What AWS, or this project, allows. */
  readonly limit?: Limit;
  /** The page that lists the allowed values, if they are not a range. */
  readonly page?: Page;
  /** What holds without the key, if the schema has no default for it. */
  readonly ifAbsent?: string;
  /** Values as they appear in a file. */
  readonly examples?: readonly unknown[];
}

/** Metadata of a schema: `schema.meta(about({ description: "…" }))`. zod adds that of the schemas it wraps. */
export function about(facts: About): z.core.GlobalMeta {
  return { ...facts };
}
