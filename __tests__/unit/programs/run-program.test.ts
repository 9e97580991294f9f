import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProgramError } from "../../../programs/program-error";
import { programResult, type RunProgramOptions, runProgram } from "../../../programs/run-program";
import { isAlive } from "../../support/processes";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** Runs a program of Node.js. */
function node(code: string, options: Partial<RunProgramOptions> = {}): Promise<string> {
  return runProgram(process.execPath, ["-e", code], { remedy: "Fix it.", ...options });
}

/** Waits until a condition holds, or the program ends. */
async function until(holds: () => boolean, running: Promise<unknown>): Promise<void> {
  while (!holds()) await Promise.race([sleep(10), running]);
}

test("returns standard output, unchanged, and nothing of standard error", async () => {
  expect(await node('console.log("one"); console.error("two"); console.log("three");')).toBe("one\nthree\n");
});

test("passes on each line of both outputs, however they are written, as they come", async () => {
  // Prepare
  const lines: string[] = [];
  const code = `
    process.stdout.write("on"); 
    setTimeout(() => { process.stdout.write("e\\n\\n"); console.error("two"); }, 50);`;
  // Act
  await node(code, { onLine: (line) => lines.push(line) });
  // Assess
  expect(lines).toEqual(["one", "", "two"]);
});

test("runs in the given folder with the given environment and nothing else, without a terminal", async () => {
  // Prepare
  const environment = { COLOUR: "red" };
  const code =
    "console.log(JSON.stringify([process.cwd(), process.env, !!process.stdin.isTTY, process.stdin.read()]))";
  // Act
  const output = await node(code, { cwd: folder, environment });
  // Assess
  expect(JSON.parse(output)).toEqual([realpathSync(folder), environment, false, null]);
});

test.each([
  ["", undefined],
  [" whose lines are passed on", () => {}],
])(
  "a program that fails%s: its exit code, the last 30 lines of both outputs, the remedy",
  async (_, onLine) => {
    // Prepare
    const code =
      'for (let n = 1; n <= 40; n += 1) console.log(n); console.error("at last"); process.exitCode = 3;';
    const tail = Array.from({ length: 29 }, (_, index) => index + 12).join("\n");
    // Act
    const running = node(code, { onLine });
    // Assess
    await expect(running).rejects.toThrow(
      new ProgramError(`\`node -e ${code}\` ended with exit code 3:\n${tail}\nat last`, "Fix it."),
    );
  },
);

test("a program that is killed: the signal", async () => {
  await expect(node("process.kill(process.pid, 'SIGKILL');")).rejects.toThrow(/` ended with SIGKILL:\n/);
});

test.each([
  ["", undefined],
  [", with lines to be passed on", () => {}],
])("a program that is not there%s", async (_, onLine) => {
  // Prepare
  const program = join(folder, "no-such-program");
  // Act
  const running = runProgram(program, ["a", "b", "c", "d"], { remedy: "Install it.", onLine });
  // Assess
  await expect(running).rejects.toThrow(
    /^`no-such-program a b c` could not be started: .*ENOENT.*:\n\nInstall it\.$/s,
  );
});

test("an interrupt goes to all that the program started, as Ctrl-C would, and is waited for", async () => {
  // Prepare
  const controller = new AbortController();
  const [child, saved] = [join(folder, "child"), join(folder, "saved")];
  const code = `
    const { writeFileSync } = require("node:fs");
    const { pid } = require("node:child_process").spawn("sleep", ["60"]);
    process.on("SIGINT", () => setTimeout(() => { writeFileSync(${JSON.stringify(saved)}, ""); process.exit(1); }, 50));
    writeFileSync(${JSON.stringify(child)}, String(pid));
    setInterval(() => {}, 1_000);`;
  // Act
  const running = node(code, { signal: controller.signal });
  await until(() => existsSync(child) && readFileSync(child, "utf8") !== "", running);
  controller.abort();
  // Assess
  await expect(running).rejects.toThrow(/` was interrupted\.\nRun the command again\.$/);
  expect(existsSync(saved)).toBe(true);
  expect(isAlive(readFileSync(child, "utf8"))).toBe(false);
});

test("a program that ends well although it was interrupted has succeeded", async () => {
  // Prepare
  const controller = new AbortController();
  const ready = join(folder, "ready");
  const code = `
    process.on("SIGINT", () => { console.log("done"); process.exit(0); });
    require("node:fs").writeFileSync(${JSON.stringify(ready)}, "");
    setInterval(() => {}, 1_000);`;
  // Act
  const running = node(code, { signal: controller.signal });
  await until(() => existsSync(ready), running);
  controller.abort();
  // Assess
  expect(await running).toBe("done\n");
});

test("a program that is to be killed gets no time to save anything", async () => {
  // Prepare
  const controller = new AbortController();
  const [started, cleaned] = [join(folder, "started"), join(folder, "cleaned")];
  const code = `
    const { writeFileSync } = require("node:fs");
    process.on("SIGINT", () => { writeFileSync(${JSON.stringify(cleaned)}, ""); process.exit(0); });
    writeFileSync(${JSON.stringify(started)}, "");
    setInterval(() => {}, 1_000);`;
  // Act
  const running = node(code, { signal: controller.signal, stopWith: "SIGKILL" });
  await until(() => existsSync(started), running);
  controller.abort();
  // Assess
  await expect(running).rejects.toThrow(/` was interrupted\./);
  expect(existsSync(cleaned)).toBe(false);
});

test("an interrupt before the start ends the program, too", async () => {
  await expect(node("setInterval(() => {}, 1_000);", { signal: AbortSignal.abort() })).rejects.toThrow(
    /` was interrupted\./,
  );
});

test("an exit code that is accepted is no failure, and is returned", async () => {
  // Prepare
  const options = { remedy: "Fix it.", accepts: [0, 2] };
  const code = 'console.log("changes"); process.exit(2);';

  // Act
  const result = await programResult(process.execPath, ["-e", code], options);

  // Assess
  expect(result).toEqual({ stdout: "changes\n", exitCode: 2 });
});

test("an exit code that is not accepted is a failure", async () => {
  // Prepare
  const options = { remedy: "Fix it.", accepts: [0, 2] };

  // Act
  const act = programResult(process.execPath, ["-e", "process.exit(1);"], options);

  // Assess
  await expect(act).rejects.toThrow("ended with exit code 1");
});
