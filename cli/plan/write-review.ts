import { loadSimulator } from "../../access/load-simulator";
import type { LoadedEnvironment } from "../../config/load-environment";
import { readPlans } from "../../review/plan/read-plans";
import { reviewMarkdown } from "../../review/report/markdown";
import { reviewPlans } from "../../review/review";
import { writeOutput } from "../support/write-output";

export { loadSimulator };

/**
 * Writes what plans mean, as `npm run plan-review` does.
 * @param folder folder of the plans
 * @throws UserError if the file cannot be written
 */
export async function writeReview(
  folder: string,
  { environment }: LoadedEnvironment,
  file: string,
): Promise<void> {
  const review = await reviewPlans(readPlans(folder), environment);
  writeOutput(file, reviewMarkdown(review));
}
