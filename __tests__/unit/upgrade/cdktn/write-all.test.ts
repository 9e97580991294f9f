import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeAll } from "../../../../upgrade/cdktn/write-all";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();

/** Text of a file of the folder. */
const read = (file: string) => readFileSync(join(folder, file), "utf8");

test("every file gets its new text", () => {
  // Prepare
  writeFileSync(join(folder, "old.ts"), "old\n");

  // Act
  writeAll(folder, [
    { file: "old.ts", text: "changed\n" },
    { file: "new.ts", text: "new\n" },
  ]);

  // Assess
  expect([read("old.ts"), read("new.ts")]).toEqual(["changed\n", "new\n"]);
});

test("a file that cannot be written: those before it get their old texts back, those after it keep theirs", () => {
  // Prepare: a folder is where a file should be
  writeFileSync(join(folder, "before.ts"), "before\n");
  mkdirSync(join(folder, "folder.ts"));
  writeFileSync(join(folder, "after.ts"), "after\n");
  const files = ["before.ts", "added.ts", "folder.ts", "after.ts"].map((file) => ({ file, text: "x" }));

  // Act
  const act = () => writeAll(folder, files);

  // Assess
  expect(act).toThrow(
    /^folder\.ts: The file cannot be written \(.*EISDIR.*\)\.\nNothing was changed\. Make the file writable, then run the command again\.$/,
  );
  expect([read("before.ts"), read("after.ts")]).toEqual(["before\n", "after\n"]);
  expect(existsSync(join(folder, "added.ts"))).toBe(false);
});
