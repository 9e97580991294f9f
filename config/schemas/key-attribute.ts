import { z } from "zod";
import { KEY_ATTRIBUTE_CHARACTERS } from "../limits";
import { about } from "./about";

const ATTRIBUTE_REMEDY = `Use the name of an attribute, ${KEY_ATTRIBUTE_CHARACTERS.min} to ${KEY_ATTRIBUTE_CHARACTERS.max} characters`;

/** Name of an attribute of an item. */
export function attributeName(description: string) {
  return z
    .string()
    .min(KEY_ATTRIBUTE_CHARACTERS.min, ATTRIBUTE_REMEDY)
    .max(KEY_ATTRIBUTE_CHARACTERS.max, ATTRIBUTE_REMEDY)
    .meta(about({ description, limit: KEY_ATTRIBUTE_CHARACTERS }));
}

/** A key attribute of a table or an index. */
export const keyAttribute = z.strictObject({
  name: attributeName("Name of the attribute."),
  type: z
    .enum(["S", "N", "B"])
    .default("S")
    .meta(about({ description: "Type of the attribute: `S` string, `N` number, `B` binary." })),
});

const CAPACITY_REMEDY = "Use a whole number, 1 or more";

/** Provisioned capacity of a table or an index. */
export const capacityUnits = z.int(CAPACITY_REMEDY).check(z.gte(1, CAPACITY_REMEDY));
