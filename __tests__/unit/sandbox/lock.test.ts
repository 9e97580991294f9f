import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../../sandbox/lock";
import { startOf } from "../../../sandbox/process-identity";
import { SandboxError } from "../../../sandbox/sandbox-error";

const folder = mkdtempSync(join(tmpdir(), "lock-"));
const file = join(folder, "deep", "lock");
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that has ended: its ID is nobody's. */
function deadProcess(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test("the work is done under the lock, its result handed on and the lock given back", async () => {
  // Act
  const held = await withLock(file, {}, async () => readFileSync(file, "utf8"));
  // Assess
  expect(held).toBe(`${process.pid} ${startOf(process.pid)}`);
  expect(readdirSync(join(folder, "deep"))).toEqual([]);
});

test("the lock is given back when the work fails", async () => {
  // Act
  const failed = withLock(file, {}, () => Promise.reject(new Error("no luck")));
  // Assess
  await expect(failed).rejects.toThrow("no luck");
  expect(existsSync(file)).toBe(false);
});

test("of many at once, one works at a time", async () => {
  // Prepare
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    await sleep(1);
    working -= 1;
  };
  // Act
  await Promise.all(Array.from({ length: 5 }, () => withLock(file, {}, work)));
  // Assess
  expect(most).toBe(1);
});

test("a waiting process is told once which process holds the lock", async () => {
  // Prepare
  const told: string[] = [];
  const first = withLock(file, {}, () => sleep(150));
  // Act
  await Promise.all([first, withLock(file, { onWait: (message) => told.push(message) }, async () => {})]);
  // Assess
  expect(told).toEqual([`waiting for process ${process.pid}, which holds ${file}`]);
});

test("the lock of a process that has died is free", async () => {
  // Prepare
  const told: string[] = [];
  writeFileSync(file, `${deadProcess()} ${startOf(process.pid)}`);
  // Act
  const done = await withLock(file, { onWait: (message) => told.push(message) }, async () => "done");
  // Assess
  expect([done, told]).toEqual(["done", []]);
});

test.each([
  ["an empty lock file", ""],
  ["a lock file with a process ID alone", String(process.pid)],
  ["the lock of a process whose ID is another's now", `${process.pid} before`],
])("%s is free", async (_, content) => {
  // Prepare
  const told: string[] = [];
  writeFileSync(file, content);
  // Act
  const done = await withLock(file, { onWait: (message) => told.push(message) }, async () => "done");
  // Assess
  expect([done, told, existsSync(file)]).toEqual(["done", [], false]);
});

test("waiting for a running process can be aborted, and leaves its lock alone", async () => {
  // Prepare
  const holder = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const content = `${holder.pid} ${startOf(holder.pid ?? 0)}`;
  writeFileSync(file, content);
  const waiting = new AbortController();
  // Act
  const given = withLock(file, { signal: waiting.signal, onWait: () => waiting.abort() }, async () => {});
  // Assess
  await expect(given).rejects.toThrow(
    new SandboxError(
      `Interrupted while process ${holder.pid} held ${file}.`,
      "Let that process finish, or delete the file if it has nothing to do with the sandbox.",
    ),
  );
  expect(readFileSync(file, "utf8")).toBe(content);
  holder.kill();
  rmSync(file);
});

test("a folder that cannot be created is named, with the variable that sets it", async () => {
  // Prepare
  const blocked = join(folder, "file");
  writeFileSync(blocked, "");
  // Act
  const locked = withLock(join(blocked, "lock"), {}, async () => {});
  // Assess
  await expect(locked).rejects.toThrow(SandboxError);
  await expect(locked).rejects.toThrow(
    /^The folder .+file cannot be created: .+\.\nSet the variable SANDBOX_STATE_DIR to a folder that you may write to\.$/,
  );
});
