import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DaemonOptions, startDaemon, stopDaemon } from "../../../sandbox/daemon";
import { isRunning } from "../../../sandbox/process-identity";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
let run = 0;

function daemon(program: string, timeoutMs = 10_000): DaemonOptions {
  run += 1;
  const script = join(folder, `daemon-${run}.js`);
  const ready = join(folder, `ready-${run}`);
  writeFileSync(
    script,
    `const ready = () => require("fs").writeFileSync(${JSON.stringify(ready)}, "");\n${program}`,
  );
  return {
    name: "test daemon",
    command: process.execPath,
    args: [script],
    environment: { PATH: process.env.PATH },
    logFile: join(folder, `daemon-${run}.log`),
    isReady: async () => existsSync(ready),
    timeoutMs,
  };
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(20);
  }
  return false;
}

describe("startDaemon", () => {
  test("starts a process that stopDaemon stops", async () => {
    // Prepare
    const options = daemon("ready(); setInterval(() => {}, 1000);");
    // Act
    const started = await startDaemon(options);
    const whileUp = isRunning(started);
    await stopDaemon(started);
    // Assess
    expect([whileUp, isRunning(started)]).toEqual([true, false]);
    expect(await gone(started.pid)).toBe(true);
  });

  test("shows the last lines of the log of a process that ends at once", async () => {
    // Prepare
    const options = daemon('console.error("the database is on fire"); process.exit(3);');
    // Act
    const act = startDaemon(options);
    // Assess
    await expect(act).rejects.toThrow(
      /^The test daemon ended with exit code 3\.\nThe last lines of its log:\nthe database is on fire$/,
    );
  });

  test("stops a process that does not get ready", async () => {
    // Prepare
    const options = daemon("setInterval(() => {}, 1000);", 200);
    // Act
    const act = startDaemon(options);
    // Assess
    await expect(act).rejects.toThrow("The test daemon was not ready within 0.2 s.");
  });

  test("stops a process whose start is interrupted, in one sentence without a log", async () => {
    // Prepare
    const options = daemon("setInterval(() => {}, 1000);");
    const controller = new AbortController();
    // Act
    const act = startDaemon({ ...options, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    // Assess
    await expect(act).rejects.toThrow(
      /^The start of the test daemon was interrupted\.\nRun the command again\.$/,
    );
  });

  test("names a program that does not exist", async () => {
    // Prepare
    const options = { ...daemon(""), command: join(folder, "no-such-program") };
    // Act
    const act = startDaemon(options);
    // Assess
    await expect(act).rejects.toThrow(/^The test daemon could not be started: .*ENOENT/);
  });
});

describe("stopDaemon", () => {
  test("leaves a process alone that has got the ID of the one that was started", async () => {
    // Prepare
    const started = await startDaemon(daemon("ready(); setInterval(() => {}, 1000);"));
    // Act
    await stopDaemon({ ...started, startedAt: "before" });
    const stillUp = isRunning(started);
    await stopDaemon(started);
    // Assess
    expect(stillUp).toBe(true);
  });

  test("stops what the process started as well", async () => {
    // Prepare
    const child = join(folder, "child.pid");
    const options = daemon(
      `const child = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
       require("fs").writeFileSync(${JSON.stringify(child)}, String(child.pid)); ready(); setInterval(() => {}, 1000);`,
    );
    const started = await startDaemon(options);
    const childPid = Number(readFileSync(child, "utf8"));
    // Act
    await stopDaemon(started);
    // Assess
    expect(await gone(childPid)).toBe(true);
  });
});
