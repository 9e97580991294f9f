import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findBrowser, requireBrowser } from "../../../programs/find-browser";

const folder = mkdtempSync(join(tmpdir(), "browsers-"));
const empty = mkdtempSync(join(tmpdir(), "no-browsers-"));
afterAll(() => {
  for (const one of [folder, empty]) rmSync(one, { recursive: true, force: true });
});
writeFileSync(join(folder, "chromium"), "not a program");
writeFileSync(join(folder, "google-chrome"), "a program");
chmodSync(join(folder, "google-chrome"), 0o755);

test("the first program of a browser's name on the PATH is found", () => {
  expect(findBrowser({ PATH: [empty, folder].join(delimiter) })).toBe(join(folder, "google-chrome"));
});

test("the variable CHROMIUM comes first", () => {
  expect(requireBrowser({ PATH: folder, CHROMIUM: "/opt/chromium" })).toBe("/opt/chromium");
});

if (process.platform !== "darwin") {
  test("without one, it is said how to install it", () => {
    expect(() => requireBrowser({ PATH: empty })).toThrow(
      "Chromium was not found (looked for chromium, chromium-browser, google-chrome, google-chrome-stable).\nInstall it (Debian: apt-get install chromium; or Google Chrome), or set the variable CHROMIUM to its path.",
    );
  });
}
