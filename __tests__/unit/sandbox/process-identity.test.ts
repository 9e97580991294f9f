import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { isRunning, startOf } from "../../../sandbox/process-identity";

const IDLE = ["-e", "setInterval(() => {}, 1000)"];

test("a process has one start for as long as it runs, and none afterwards", async () => {
  // Prepare
  const child = spawn(process.execPath, IDLE);
  const pid = child.pid ?? 0;
  // Act
  const starts = [startOf(pid), startOf(pid)];
  const identity = { pid, startedAt: starts[0] ?? "" };
  const whileUp = isRunning(identity);
  child.kill("SIGKILL");
  await once(child, "exit");
  // Assess
  expect(starts[0]).toMatch(/\d/);
  expect(starts[1]).toBe(starts[0]);
  expect([whileUp, isRunning(identity)]).toEqual([true, false]);
});

test("a process with the same ID and another start is another process", () => {
  // Prepare
  const own = { pid: process.pid, startedAt: startOf(process.pid) ?? "" };
  // Act
  const running = [own, { ...own, startedAt: `${own.startedAt}0` }, { ...own, startedAt: "" }].map(isRunning);
  // Assess
  expect(running).toEqual([true, false, false]);
});

test("a process that has ended, in a state file without its start, does not run", () => {
  // Prepare
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const identity = JSON.parse(JSON.stringify({ pid }));
  // Act
  const running = isRunning(identity);
  // Assess
  expect(running).toBe(false);
});

test("a process with the same program, started later, has another start", async () => {
  // Prepare
  const first = spawn(process.execPath, IDLE);
  // Clocks of processes tick every 10 ms.
  spawnSync("sleep", ["0.05"]);
  const second = spawn(process.execPath, IDLE);
  // Act
  const starts = [startOf(first.pid ?? 0), startOf(second.pid ?? 0)];
  first.kill("SIGKILL");
  second.kill("SIGKILL");
  // Assess
  expect(new Set(starts).size).toBe(2);
});

test("a process that has ended, but has not been waited for, has no start", () => {
  // Prepare
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["-e", ""]);
    // While this loop runs, nobody waits for the child.
    const { readFileSync } = require("node:fs");
    const state = () => readFileSync("/proc/" + child.pid + "/stat", "utf8").replace(/.*\\) /s, "")[0];
    while (state() !== "Z");
    require("ts-node/register");
    console.log(require("./sandbox/process-identity").startOf(child.pid));`;
  // Act
  const { stdout } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  // Assess
  expect(stdout).toBe("undefined\n");
});
