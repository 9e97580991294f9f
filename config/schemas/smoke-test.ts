import { z } from "zod";
import { about } from "./about";

const VALUE_REMEDY = "Use a text, or a number for a key attribute of type N";

/** A value of a key attribute as YAML has it. */
const keyValue = z.union([z.string(VALUE_REMEDY).min(1, VALUE_REMEDY), z.number(VALUE_REMEDY)], VALUE_REMEDY);

/** Where a smoke test may put its item. */
export const smokeTest = z.strictObject({
  key: z.record(z.string(), keyValue).meta(
    about({
      description:
        "The key of the item that the test puts and removes: a value for the partition key and, if there is one, for the sort key. A number is of type `N`; the value of a binary key is written in Base64.",
      examples: [{ customerId: "smoke-test", orderId: "0" }],
    }),
  ),
});
