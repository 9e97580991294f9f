import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page of the console in a profile of its own. */
export class ConsolePage {
  private constructor(
    readonly page: Page,
    /** What the page wrote to the browser's console, and errors that nothing caught. */
    readonly complaints: readonly string[],
  ) {}

  /** Opens the console and waits until it shows the environment. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url);
    await page.locator("#connection[data-state=live]").waitFor();
    await page.locator(".card:not(.missing)").first().waitFor();
    return new ConsolePage(page, complaints);
  }

  /** Puts an item with the keyboard alone, and waits until the page shows that it came this far. */
  async put(item: object, step: string): Promise<void> {
    // The newest row may be one of an earlier change for as long as the console has not answered.
    await this.page.evaluate(
      "for (const row of document.querySelectorAll('#changes > li')) row.dataset.old = ''",
    );
    await this.page.locator("#item").focus();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(JSON.stringify(item));
    await this.page.keyboard.press("Control+Enter");
    await this.page.locator(`#changes > li:not([data-old]) [data-step="${step}"]`).waitFor();
  }

  /** What axe finds wrong (WCAG 2.2 A and AA, and its best practices). */
  async accessibilityProblems(): Promise<unknown[]> {
    await this.page.evaluate(AXE);
    const { violations } = (await this.page.evaluate(
      "axe.run(document, { resultTypes: ['violations'] })",
    )) as { violations: Violation[] };
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
  }

  /** How many pixels the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate("document.documentElement.scrollWidth - innerWidth");
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** Terraform of other tests may need the processors, too. */
const PATIENCE_MS = 50_000;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
