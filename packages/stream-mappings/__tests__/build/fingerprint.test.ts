import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprint } from "../../build/fingerprint";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "fingerprint-"));
  for (const folder of ["src/reader", "build", "__tests__"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ["package.json", "src/main.ts", "src/reader/reader.ts", "build/build.ts"]) {
    writeFileSync(join(root, file), file);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const changes: [string, () => void][] = [
  ["a source was edited", () => writeFileSync(join(root, "src/reader/reader.ts"), "edited")],
  ["a source was added", () => writeFileSync(join(root, "src/new.ts"), "")],
  ["a source was removed", () => rmSync(join(root, "src/reader/reader.ts"))],
  ["a source was moved", () => renameSync(join(root, "src/main.ts"), join(root, "src/start.ts"))],
  ["the build was edited", () => writeFileSync(join(root, "build/build.ts"), "edited")],
  ["a version was changed", () => writeFileSync(join(root, "package.json"), "{}")],
];

test.each(changes)("it is another when %s", (_, change) => {
  const before = fingerprint(root);
  change();
  expect(fingerprint(root)).not.toBe(before);
});

test("it stays when a file was written again with the same text, or a test was added", () => {
  const before = fingerprint(root);
  writeFileSync(join(root, "src/main.ts"), "src/main.ts");
  writeFileSync(join(root, "__tests__/new.test.ts"), "");
  expect(fingerprint(root)).toBe(before);
});
