import { z } from "zod";
import { about } from "./about";
import { functionDefaults } from "./function";

/** What several parts of a file share. */
export const defaults = z.strictObject({ function: functionDefaults.optional() }).meta(
  about({
    description: "Settings that several parts of this file share.",
    examples: [{ function: { architecture: "x86_64", logRetentionDays: 90 } }],
  }),
);
