import { z } from "zod";
import { OLD_VERSION_DAYS } from "../limits";
import { wholeNumber } from "./common";

/** How a failure bucket keeps what it holds. Batches themselves stay until somebody deletes them. */
export const failureBucket = z.strictObject({
  versioning: z
    .boolean()
    .default(true)
    .describe("Keep what is overwritten or deleted, so that a mistake while re-driving loses nothing."),
  removeOldVersionsAfterDays: wholeNumber(OLD_VERSION_DAYS)
    .nullable()
    .default(30)
    .describe(
      "Remove overwritten and deleted versions after so many days; null: never. Terraform takes about a minute longer to create the bucket with it.",
    ),
});
