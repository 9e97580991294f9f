import { z } from "zod";
import { OLD_VERSION_DAYS } from "../limits";
import { about } from "./about";
import { wholeNumber } from "./common";

/** How a failure bucket stores failed batches. The batches themselves stay until somebody deletes them. */
export const failureBucket = z.strictObject({
  versioning: z
    .boolean()
    .default(true)
    .meta(
      about({
        description:
          "Whether the bucket keeps overwritten and deleted batches as noncurrent versions, so that a mistake while re-driving loses nothing.",
      }),
    ),
  removeOldVersionsAfterDays: wholeNumber(OLD_VERSION_DAYS)
    .nullable()
    .default(30)
    .meta(
      about({
        description:
          "When noncurrent versions expire; `null` keeps them forever. With a number, Terraform takes about a minute longer to create the bucket.",
      }),
    ),
});
