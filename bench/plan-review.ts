import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../config/load-environment";
import { readPlans } from "../review/plan/read-plans";
import { reviewMarkdown } from "../review/report/markdown";
import { reviewPlans } from "../review/review";

/** The first run loads what the policy simulator needs. */
const RUNS = 5;

/** Reviews a folder of plans several times, and prints how long each run takes. */
async function measure(folder: string): Promise<void> {
  const { manifest, stacks } = readPlans(folder);
  const { environment } = loadEnvironment(manifest.environment);
  const bytes = stacks.reduce(
    (sum, { planned }) => sum + readFileSync(join(folder, planned.json.file)).length,
    0,
  );
  console.log(`${(bytes / 1e6).toFixed(2)} MB of plans, ${stacks.length} stacks`);
  for (let run = 1; run <= RUNS; run++) {
    const start = performance.now();
    const review = await reviewPlans(readPlans(folder), environment);
    const markdown = reviewMarkdown(review);
    const ms = performance.now() - start;
    console.log(
      `run ${run}: ${ms.toFixed(0)} ms, ${review.findings.length} findings, ${markdown.length} characters`,
    );
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Give the folder of the plans: npm run bench:review -- plans/NAME");
  process.exitCode = 1;
} else {
  void measure(folder);
}
