import { z } from "zod";
import {
  FUNCTION_TIMEOUT_SECONDS,
  KEY_ATTRIBUTE_CHARACTERS,
  TABLE_NAME,
  TUMBLING_WINDOW_SECONDS,
} from "../limits";
import { about } from "./about";
import { key, reason, text, wholeNumber } from "./common";
import { functionSettings } from "./function";
import { roleName, rolePlace } from "./role";

const ATTRIBUTE_REMEDY = `Use the name of an attribute, ${KEY_ATTRIBUTE_CHARACTERS.min} to ${KEY_ATTRIBUTE_CHARACTERS.max} characters`;

const sum = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z][\w-]{0,63}$/,
      "Use 1 to 64 letters, digits, underscores and hyphens, starting with a letter",
    )
    .meta(about({ description: "Name of the sum in the ledger and in reports." })),
  path: z
    .array(
      z
        .string()
        .min(KEY_ATTRIBUTE_CHARACTERS.min, ATTRIBUTE_REMEDY)
        .max(KEY_ATTRIBUTE_CHARACTERS.max, ATTRIBUTE_REMEDY),
    )
    .min(1, "Name the attribute")
    .meta(
      about({
        description:
          "Where the number is: the attribute's name, or the names of the maps that it is in from the outermost on, and then its own.",
        examples: [["order", "amount"]],
      }),
    ),
});

/** A function that counts the changes of each source, and a table that keeps the counts. */
export const usageMeter = z
  .strictObject({
    roleName: roleName.meta(
      about({ description: "Name of the function's role. The policies of the streams name it." }),
    ),
    ...rolePlace,
    ledgerTableName: text(TABLE_NAME).meta(
      about({ description: "Name of the table with the counts, in the consumer's account." }),
    ),
    unprotectedBecause: reason("Give the reason in words, at least 10 characters, or leave the line out")
      .optional()
      .meta(
        about({
          description:
            "Why the ledger may be deleted with its stack. With a reason it has no deletion protection.",
          ifAbsent: "deletion protection, unless the file is a sandbox",
        }),
      ),
    windowSeconds: wholeNumber(TUMBLING_WINDOW_SECONDS)
      .default(300)
      .meta(
        about({
          description:
            "How long each count lasts: the mapping's tumbling window. The ledger is written once for each source, window and shard with changes. A number that divides 3600, so that hours, days and months begin with a window.",
        }),
      ),
    sources: z
      .array(key("a source"))
      .min(1, "Name at least one source, or leave the line out")
      .optional()
      .meta(
        about({
          description: "The sources whose changes are counted: sources of the consumer's mappings.",
          ifAbsent: "all sources of the consumer's mappings",
        }),
      ),
    sums: z
      .array(sum)
      .default([])
      .meta(
        about({
          description:
            "Numbers to add up, exactly, over all items that were inserted or modified, as they were after the change.",
          examples: [[{ name: "amount", path: ["order", "amount"] }]],
        }),
      ),
    distinctKeys: z
      .boolean()
      .default(false)
      .meta(
        about({
          description: "Whether the number of different items is estimated, with a standard error of 1.6 %.",
        }),
      ),
    function: functionSettings({
      entry: "lambda-src/usage-meter/index.ts",
      timeout: FUNCTION_TIMEOUT_SECONDS,
      defaultTimeout: 60,
      tracing: false,
    }).meta(
      about({ description: "Settings of the usage meter's function.", examples: [{ name: "usage-meter" }] }),
    ),
  })
  .meta(about({ description: "A function that counts changes, and a table that keeps the counts." }));
