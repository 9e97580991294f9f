import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { clean } from "../../sandbox/clean-environment";
import { emulatorPython } from "../../sandbox/emulator/virtual-environment";

const INVOKE_WORKER = join(__dirname, "support", "invoke_worker.py");

/** A function and how often to invoke it, in one process. */
interface Invocations {
  /** What index.js is. */
  readonly code: string;
  readonly events: readonly unknown[];
  /** Seconds. @default 20 */
  readonly timeout?: number;
  /** Whether the emulator's thread that reads logs is slow, as on a busy machine. @default false */
  readonly heldUp?: boolean;
  /** Whether our launcher corrects the emulator. @default true */
  readonly whole?: boolean;
}

/** The log of each invocation, as the emulator gets it. */
async function logsOf(invocations: Invocations): Promise<string[]> {
  // The emulator's own script makes Node.js 24 warn in the first log of a process.
  const quiet = { NODE_OPTIONS: "--no-deprecation" };
  const child = spawn(emulatorPython(), [INVOKE_WORKER], {
    env: { ...clean(process.env), ...quiet, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ timeout: 20, heldUp: false, whole: true, ...invocations }));
  return JSON.parse(await text(child.stdout));
}

/** Logs a line first, and one right before it answers. */
const LOGS_TWICE = `exports.handler = async ({ id, wait }) => {
  console.log(id + " starts");
  await new Promise((resolve) => setTimeout(resolve, wait));
  console.log(id + " ends");
};`;
/** The thread that reads logs is somewhere else at the end of each. */
const WAITS = Array.from({ length: 11 }, (_, n) => ({ id: `i${n}`, wait: n * 100 }));

test("lines that a slow reader has in hand are in the log of their invocation", async () => {
  // Act
  const logs = await logsOf({ code: LOGS_TWICE, events: WAITS, heldUp: true });
  // Assess
  expect(logs).toEqual(WAITS.map(({ id }) => `${id} starts\n${id} ends`));
});

// Once this fails, the emulator does right by itself: take whole_logs.py away.
test("without the correction, a slow reader's lines are missing", async () => {
  // Act
  const logs = await logsOf({ code: LOGS_TWICE, events: WAITS.slice(0, 2), heldUp: true, whole: false });
  // Assess
  expect(logs).not.toEqual(WAITS.slice(0, 2).map(({ id }) => `${id} starts\n${id} ends`));
});

test("a log that a pipe cannot hold is whole, though the reader is slow", async () => {
  // Prepare
  const code = `exports.handler = async ({ letter }) => console.log(letter.repeat(200_000));`;
  // Act
  const logs = await logsOf({ code, events: [{ letter: "a" }, { letter: "b" }], heldUp: true });
  // Assess
  expect(logs).toEqual(["a".repeat(200_000), "b".repeat(200_000)]);
});

test("a log that a pipe cannot hold is whole, though the function is stopped", async () => {
  // Prepare
  const code = `exports.handler = async () => { console.log("a".repeat(200_000)); while (true); };`;
  // Act
  const logs = await logsOf({ code, events: [{}], timeout: 3 });
  // Assess
  expect(logs).toEqual(["a".repeat(200_000)]);
});

test.each([
  ["throws", `console.log("line"); throw new Error("no");`],
  ["ends its process", `console.log("line"); process.exit(1);`],
  ["logs after it has called back", `callback(null, {}); console.log("line");`],
  ["logs without an end of line", `process.stdout.write("line"); callback(null, {});`],
])("a function that %s has its line, and so does the next invocation", async (_, body) => {
  // Prepare
  const code = `exports.handler = (event, context, callback) => { ${body} };`;
  // Act
  const logs = await logsOf({ code, events: [{}, {}], heldUp: true });
  // Assess
  expect(logs).toEqual(["line", "line"]);
});

test("a function that cannot be loaded has the lines from before it failed", async () => {
  // Act
  const logs = await logsOf({ code: `console.log("line"); throw new Error("no");`, events: [{}, {}] });
  // Assess
  expect(logs).toEqual(["line", "line"]);
});

test("an invocation that logs nothing has an empty log, and blank lines stay", async () => {
  // Prepare
  const code = `exports.handler = async ({ lines }) => { for (const line of lines) console.log(line); };`;
  // Act
  const logs = await logsOf({ code, events: [{ lines: [] }, { lines: ["", "ü", ""] }, { lines: [] }] });
  // Assess
  expect(logs).toEqual(["", "\nü\n", ""]);
});
