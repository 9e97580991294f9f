import type { Browser } from "playwright-core";
import { requireBrowser } from "./find-browser";

/**
 * Starts a headless Chromium.
 * @throws ProgramError if none is installed
 */
export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  // Chromium's own sandbox does not work for the superuser, who runs tests in containers.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: requireBrowser(), args });
}
