import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ChangeWatch } from "../../../../cli/invoke/change-watch";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
let count = 0;

/** A folder with one file, and a watch that has looked at both. */
function prepare() {
  count += 1;
  const watched = join(folder, String(count));
  const file = join(watched, "index.ts");
  mkdirSync(watched);
  writeFileSync(file, "before");
  const paths = [watched, file];
  const watch = new ChangeWatch();
  return { watched, file, paths, watch, first: watch.look(paths) };
}

test("nothing has changed at the first look, nor without a change", () => {
  // Prepare
  const { watch, paths, first } = prepare();

  // Act
  const second = watch.look(paths);

  // Assess
  expect([first, second]).toEqual([false, false]);
});

test.each<[change: string, act: (file: string, watched: string) => void]>([
  ["a file is written", (file) => writeFileSync(file, "afterwards")],
  ["a file goes", (file) => rmSync(file)],
  ["a new file comes", (_, watched) => writeFileSync(join(watched, "new.ts"), "")],
  ["a file gets another name", (file, watched) => renameSync(file, join(watched, "other.ts"))],
])("%s: a change, told once", (_, act) => {
  // Prepare
  const { watch, paths, file, watched } = prepare();

  // Act
  act(file, watched);
  const looks = [watch.look(paths), watch.look(paths)];

  // Assess
  expect(looks).toEqual([true, false]);
});

test.each([".index.ts.swp", "4913", "index.ts~", "#index.ts#", ".#index.ts"])(
  "%s, as editors leave while they save, is no change",
  (name) => {
    // Prepare
    const { watch, paths, watched } = prepare();

    // Act
    writeFileSync(join(watched, name), "");
    const changed = watch.look(paths);

    // Assess
    expect(changed).toBe(false);
  },
);

test("a path that is looked at for the first time later has not changed; then it counts", () => {
  // Prepare
  const { watch, paths, watched } = prepare();
  const added = join(watched, "..", "added.ts");
  writeFileSync(added, "before");

  // Act
  const first = watch.look([...paths, added]);
  writeFileSync(added, "afterwards");
  const second = watch.look([...paths, added]);

  // Assess
  expect([first, second]).toEqual([false, true]);
});
