import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkEnvironment, loadEnvironment } from "../../config/load-environment";
import type { Environment } from "../../config/schema";
import { readPlans } from "../../review/plan/read-plans";
import { reviewMarkdown } from "../../review/report/markdown";
import { reviewPlans } from "../../review/review";
import { writePlans } from "../unit/review/write-plans";
import { manyTenants } from "./many-tenants";

/** The first run loads what the policy simulator needs. */
const RUNS = 5;

/** Makes 2 MB of plans. */
const TENANTS = 40;

/** A change that concerns every stream: the function's role is called otherwise. */
const RECORDING = "role-renamed";

/** Reviews a folder of plans several times, and prints how long each run takes. */
async function measure(folder: string, environment: Environment): Promise<void> {
  const { stacks } = readPlans(folder);
  const bytes = stacks.reduce(
    (sum, { planned }) => sum + readFileSync(join(folder, planned.json.file)).length,
    0,
  );
  console.log(`${(bytes / 1e6).toFixed(2)} MB of plans, ${stacks.length} stacks`);
  for (let run = 1; run <= RUNS; run++) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    const review = await reviewPlans(readPlans(folder), environment);
    const markdown = reviewMarkdown(review);
    const { user, system } = process.cpuUsage(before);
    const ms = performance.now() - start;
    console.log(
      `run ${run}: ${ms.toFixed(0)} ms, ${((user + system) / 1000).toFixed(0)} ms of processor time, ` +
        `${review.findings.length} findings, ${markdown.length} characters`,
    );
  }
}

async function measureMany(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const { environment: content, stacks } = manyTenants(TENANTS, RECORDING);
    const { environment, problems } = checkEnvironment(content);
    if (!environment) throw new Error(JSON.stringify(problems));
    writePlans(folder, stacks);
    await measure(folder, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [given] = process.argv.slice(2);
void (given === undefined
  ? measureMany()
  : measure(given, loadEnvironment(readPlans(given).manifest.environment).environment));
