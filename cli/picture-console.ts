/** `npm run docs:console`: makes the picture of docs/console.md. The environment must be deployed to the sandbox. */
import { mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Command } from "commander";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { startConsole } from "../console/console";
import { launchBrowser } from "../programs/launch-browser";
import { requireAnswering } from "../sandbox/require-running";
import { sandboxLine } from "../sandbox/which-aws";
import { runCommand } from "./support/run-command";

const FILE = join(PROJECT_ROOT, "docs", "images", "console.png");
/** Pixels. */
const SIZE = { width: 1280, height: 860 };
/** With the time: what is put twice is no change, and the stream has nothing of it. */
const ITEM = JSON.stringify(
  { id: "order-4711", status: "paid", paidAt: new Date().toISOString() },
  undefined,
  2,
);

new Command("docs:console")
  .description(
    "Puts an item in the console of the running sandbox and makes the picture of docs/console.md. The environment sandbox must be deployed: npm run demo -- --keep.",
  )
  .action(() =>
    runCommand(async (signal) => {
      console.error(sandboxLine(await requireAnswering()));
      const running = await startConsole(loadEnvironment("sandbox"), 0);
      try {
        await takePicture(running.url, signal);
      } finally {
        await running.stop();
      }
      console.log(`Wrote ${relative(process.cwd(), FILE)}`);
    }),
  )
  .parseAsync();

async function takePicture(url: string, signal: AbortSignal): Promise<void> {
  const browser = await launchBrowser();
  const close = () => void browser.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: "dark", reducedMotion: "reduce" });
    await page.goto(url);
    await page.getByText("State: enabled").waitFor();
    await page.locator("#item").fill(ITEM);
    await page.getByRole("button", { name: "Put item" }).click();
    await page.locator('#changes > li:first-child [data-step="handled"]').waitFor();
    await page.locator("#changes > li:first-child summary").waitFor();
    // The pointer changes the look of the button below it.
    await page.mouse.move(0, 0);
    await page.evaluate("scrollTo(0, 0)");
    mkdirSync(dirname(FILE), { recursive: true });
    await page.screenshot({ path: FILE, fullPage: true });
  } finally {
    await browser.close();
  }
}
