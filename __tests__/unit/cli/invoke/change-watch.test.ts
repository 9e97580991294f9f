import { EventEmitter } from "node:events";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type FSWatcher, watch as watchFiles } from "chokidar";
import { ChangeWatch } from "../../../../cli/invoke/change-watch";
import { UserError } from "../../../../errors/user-error";
import { temporaryFolder } from "../../support/temporary-folder";

jest.mock("chokidar", () => {
  const { watch } = jest.requireActual("chokidar");
  return { watch: jest.fn(watch) };
});

const folder = temporaryFolder();
const watches: ChangeWatch[] = [];
let count = 0;

afterEach(async () => {
  for (const watch of watches.splice(0)) await watch.close();
});

/** A folder with one file, which is all the code there is, an event, and a watch of them. */
async function prepare() {
  count += 1;
  const root = join(folder, String(count));
  const code = join(root, "code");
  const file = join(code, "index.ts");
  const eventFile = join(root, "event.json");
  mkdirSync(code, { recursive: true });
  writeFileSync(file, "before");
  writeFileSync(eventFile, "1");
  const watch = await ChangeWatch.start([code], eventFile);
  watches.push(watch);
  watch.follow([file]);
  return { root, code, file, eventFile, watch };
}

/** How long to wait for a change that should come: much longer than it takes, since the machine may be busy. */
const PATIENCE_MS = 4_000;

/** Whether there has been a change, or is one in time. @default half a second, for one that should not come */
async function hasChanged(watch: ChangeWatch, timeoutMs = 500): Promise<boolean> {
  const signal = AbortSignal.timeout(timeoutMs);
  await watch.next(signal);
  return !signal.aborted;
}

test("without a change there is none, not even at the start", async () => {
  // Prepare
  const { watch } = await prepare();

  // Act
  const changed = await hasChanged(watch);

  // Assess
  expect(changed).toBe(false);
});

test.each<[change: string, act: (paths: { file: string; code: string; eventFile: string }) => void]>([
  ["a file is written", ({ file }) => writeFileSync(file, "afterwards")],
  ["a file is deleted", ({ file }) => rmSync(file)],
  ["a new file is created", ({ code }) => writeFileSync(join(code, "new.ts"), "")],
  ["a file is renamed", ({ file, code }) => renameSync(file, join(code, "other.ts"))],
  ["the event is written", ({ eventFile }) => writeFileSync(eventFile, "22")],
  [
    "a file is written in several steps",
    ({ file }) => {
      for (const text of ["", "after", "afterwards"]) writeFileSync(file, text);
    },
  ],
])("%s: a change, reported once", async (_, act) => {
  // Prepare
  const { watch, ...paths } = await prepare();

  // Act
  act(paths);
  const changes = [await hasChanged(watch, PATIENCE_MS), await hasChanged(watch)];

  // Assess
  expect(changes).toEqual([true, false]);
});

test.each([".index.ts.swp", "4913", "index.ts~", "#index.ts#", ".#index.ts"])(
  "%s, which editors write while they save, is not a change",
  async (name) => {
    // Prepare
    const { watch, code } = await prepare();

    // Act
    writeFileSync(join(code, name), "");
    const changed = await hasChanged(watch);

    // Assess
    expect(changed).toBe(false);
  },
);

test("a file that is followed only later has not changed; from then on it counts", async () => {
  // Prepare
  const { watch, root, file } = await prepare();
  const added = join(root, "more", "added.ts");
  mkdirSync(join(root, "more"));
  writeFileSync(added, "before");

  // Act
  watch.follow([file, added], [join(root, "more")]);
  const first = await hasChanged(watch);
  writeFileSync(added, "afterwards");
  const second = await hasChanged(watch, PATIENCE_MS);

  // Assess
  expect([first, second]).toEqual([false, true]);
});

test("a file that is created while a folder is named again is a change", async () => {
  // Prepare
  const folders = [0, 1, 2, 3, 4, 5].map((turns) => ({ turns, code: join(folder, `again-${turns}`) }));

  // Act
  const changes = await Promise.all(
    folders.map(async ({ turns, code }) => {
      mkdirSync(code);
      const watch = await ChangeWatch.start([code]);
      watches.push(watch);
      watch.follow(undefined, [code]);
      for (let count = 0; count < turns; count++) await turn();
      writeFileSync(join(code, "new.ts"), "");
      return hasChanged(watch, PATIENCE_MS);
    }),
  );

  // Assess
  expect(changes).toEqual([true, true, true, true, true, true]);
});

test("a file that is not part of the code counts only while the code cannot be built", async () => {
  // Prepare
  const { watch, code, file } = await prepare();
  const other = join(code, "other", "index.ts");
  mkdirSync(join(code, "other"));
  watch.follow(undefined);

  // Act
  writeFileSync(other, "before");
  const broken = await hasChanged(watch);
  watch.follow([file]);
  writeFileSync(other, "afterwards");
  const built = await hasChanged(watch);

  // Assess
  expect([broken, built]).toEqual([true, false]);
});

test.each(["node_modules", ".git"])("the folder %s is not watched", async (name) => {
  // Prepare
  const { watch, code } = await prepare();
  mkdirSync(join(code, name));
  watch.follow(undefined);

  // Act
  writeFileSync(join(code, name, "index.ts"), "");
  const changed = await hasChanged(watch);

  // Assess
  expect(changed).toBe(false);
});

test("more files than the system can watch: cause and remedy", async () => {
  // Prepare
  const watcher = Object.assign(new EventEmitter(), { close: async () => {} });
  jest.mocked(watchFiles).mockReturnValueOnce(watcher as unknown as FSWatcher);

  // Act
  const started = ChangeWatch.start([folder]);
  setImmediate(() =>
    watcher.emit("error", new Error("ENOSPC: System limit for number of file watchers reached")),
  );

  // Assess
  await expect(started).rejects.toThrow(UserError);
  await expect(started).rejects.toThrow(
    "The files cannot be watched: ENOSPC: System limit for number of file watchers reached.\nRaise the system's limit of watched files (on Linux fs.inotify.max_user_watches), or set CHOKIDAR_USEPOLLING=1.",
  );
});
