import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const REPORT_LIMIT_MS = 40_000;

function flags(profile: string): string[] {
  const own = ["--headless=new", "--disable-gpu", "--no-first-run", `--user-data-dir=${profile}`];
  // Chromium's own sandbox does not work for the superuser, who runs tests in containers.
  return process.getuid?.() === 0 ? [...own, "--no-sandbox"] : own;
}

/**
 * Opens a page of a foreign origin.
 * @param script what the page runs; the value of its promise is its report
 * @throws Error if the page does not report in time
 */
export async function reportOfPage(browser: string, script: string): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), "browser-"));
  const page = `<script>(async () => ${script})().then((report) =>
    fetch("/report", { method: "POST", body: JSON.stringify(report) }));</script>`;
  let reported: (report: unknown) => void;
  const report = new Promise<unknown>((resolve) => {
    reported = resolve;
  });
  const server = createServer(async (incoming, answer) => {
    if (incoming.url === "/report") reported(JSON.parse(await text(incoming)));
    answer.setHeader("content-type", "text/html").end(incoming.url === "/" ? page : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const child = spawn(browser, [...flags(profile), url], { stdio: "ignore", detached: true });
  const limit = AbortSignal.timeout(REPORT_LIMIT_MS);
  const tooLate = new Promise<never>((_, reject) => {
    limit.onabort = () => reject(new Error(`The page at ${url} did not report.`));
  });
  try {
    return await Promise.race([report, tooLate]);
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** What a browser shows of a page whose host a foreign name server says is this machine. */
export function shownAfterRebinding(browser: string, host: string, url: string): string {
  const profile = mkdtempSync(join(tmpdir(), "browser-"));
  const rebinding = `--host-resolver-rules=MAP ${host} 127.0.0.1`;
  const { stdout } = spawnSync(browser, [...flags(profile), rebinding, "--dump-dom", url], {
    encoding: "utf8",
    timeout: REPORT_LIMIT_MS,
  });
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  return stdout;
}
