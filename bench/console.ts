/**
 * How fast the console is: the first paint of the page, and the time from a put item until the page shows it, and shows
 * it as handled. The environment `sandbox` must be deployed to the running sandbox: npm run demo -- --keep.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

import type { Browser, Page } from "playwright-core";
import { loadEnvironment } from "../config/load-environment";
import { startConsole } from "../console/console";
import { launchBrowser } from "../programs/launch-browser";
import { requireAnswering } from "../sandbox/require-running";
import { sandboxLine } from "../sandbox/which-aws";

const ROUNDS = 10;

/** Milliseconds of one round. */
interface Times {
  readonly "first contentful paint": number;
  readonly "whole picture": number;
  readonly "put shown": number;
  readonly "put handled": number;
}

async function main(): Promise<void> {
  console.error(sandboxLine(await requireAnswering()));
  const running = await startConsole(loadEnvironment("sandbox"), 0);
  const browser = await launchBrowser();
  try {
    const rounds: Times[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(browser, running.url));
    print(rounds);
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** Opens the page in a profile of its own, so that nothing is in the browser's cache. */
async function measure(browser: Browser, url: string): Promise<Times> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const begun = performance.now();
    await page.goto(url);
    await page.locator(".card:not(.missing)").first().waitFor();
    const picture = performance.now() - begun;
    return {
      "first contentful paint": await firstPaint(page),
      "whole picture": picture,
      ...(await put(page)),
    };
  } finally {
    await context.close();
  }
}

/** Milliseconds from the navigation, as the browser measures them. */
function firstPaint(page: Page): Promise<number> {
  return page.evaluate<number>(
    `new Promise((resolve) => new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true }))`,
  );
}

async function put(page: Page): Promise<Pick<Times, "put shown" | "put handled">> {
  const id = `bench-${Date.now()}`;
  await page.locator("#item").fill(JSON.stringify({ id }));
  const begun = performance.now();
  await page.getByRole("button", { name: "Put item" }).click();
  const change = page.locator("#changes > li").filter({ hasText: id });
  await change.waitFor();
  const shown = performance.now() - begun;
  await change.locator('[data-step="handled"]').waitFor();
  return { "put shown": shown, "put handled": performance.now() - begun };
}

function print(rounds: readonly Times[]): void {
  const names = Object.keys(rounds[0] ?? {}) as (keyof Times)[];
  for (const name of names) {
    const sorted = rounds.map((times) => times[name]).sort((a, b) => a - b);
    const [best = 0, median = 0, worst = 0] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
    console.log(
      `${name.padEnd(24)} median ${median.toFixed(0)} ms, ${best.toFixed(0)} to ${worst.toFixed(0)} ms`,
    );
  }
}

void main();
