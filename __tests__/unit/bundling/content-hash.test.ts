import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "../../../bundling/content-hash";
import { PROJECT_ROOT } from "../../../config/paths";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

test("the hash is that of the content, also when it is asked for again", () => {
  // Prepare
  const file = join(PROJECT_ROOT, "LICENSE");
  const hash = hashOf(readFileSync(file, "utf8"));

  // Act
  const hashes = [contentHash(file), contentHash(file)];

  // Assess
  expect(hashes).toEqual([hash, hash]);
});

test("a changed file of the same size has another hash", () => {
  // Prepare
  const file = join(folder, "changed.txt");
  writeFileSync(file, "one");
  contentHash(file);

  // Act
  writeFileSync(file, "two");

  // Assess
  expect(contentHash(file)).toBe(hashOf("two"));
});

test("a file that is missing, or is deleted later, has none", () => {
  // Prepare
  const file = join(folder, "deleted.txt");
  writeFileSync(file, "one");
  contentHash(file);

  // Act
  rmSync(file);

  // Assess
  expect([contentHash(file), contentHash(join(folder, "missing.txt"))]).toEqual([undefined, undefined]);
});
