import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { watchAndInvoke } from "../../../../cli/invoke/watch";
import { temporaryFolder } from "../../support/temporary-folder";
import { sampleFunction } from "./support/sample-function";

const folder = temporaryFolder();

/** A running watch, and everything that it has printed. */
interface Watching {
  readonly out: readonly string[];
  readonly err: readonly string[];
  /** Waits until it has waited for a change this many times. */
  settled(times: number): Promise<void>;
  stop(): Promise<void>;
}

/** Watches a function that answers with its event and what `word.ts` exports. */
function watch(root: string, code: string): Watching {
  const empty = join(root, "empty");
  jest.replaceProperty(process, "env", {
    PATH: process.env.PATH,
    SANDBOX_STATE_DIR: empty,
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_EC2_METADATA_DISABLED: "true",
  });
  const out: string[] = [];
  const err: string[] = [];
  jest.spyOn(console, "log").mockImplementation((line: string) => void out.push(line));
  jest.spyOn(console, "error").mockImplementation((line: string) => void err.push(line));
  const controller = new AbortController();
  const running = watchAndInvoke({
    environment: "sandbox",
    fn: sampleFunction({ folder: join(root, "code"), code }),
    project: { projectRoot: root },
    eventFile: join(root, "event.json"),
    overrides: {},
    json: false,
    signal: controller.signal,
  });
  const waits = () => err.filter((line) => line.startsWith("Waiting for a change")).length;
  return {
    out,
    err,
    async settled(times) {
      while (waits() < times) await Promise.race([sleep(10), running]);
    },
    async stop() {
      controller.abort();
      await running;
    },
  };
}

function prepare(name: string, word?: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "code"), { recursive: true });
  writeFileSync(join(root, "event.json"), "1");
  if (word !== undefined) writeFileSync(join(root, "code", "word.ts"), word);
  return root;
}

const CODE =
  'import { word } from "./word"; export const handler = async (event: number) => word + " " + event;';

test("runs again when a file of the function or the event changes", async () => {
  // Prepare
  const root = prepare("changes", 'export const word = "one";');

  // Act
  const watching = watch(root, CODE);
  await watching.settled(1);
  writeFileSync(join(root, "code", "word.ts"), 'export const word = "second";');
  await watching.settled(2);
  writeFileSync(join(root, "event.json"), "22");
  await watching.settled(3);
  await watching.stop();

  // Assess
  expect(watching.out).toEqual(['"one 1"', '"second 1"', '"second 22"']);
});

test("an error in the code is printed, and fixing it, even in a new file, runs the function", async () => {
  // Prepare
  const root = prepare("errors");

  // Act
  const watching = watch(root, CODE);
  await watching.settled(1);
  writeFileSync(join(root, "code", "word.ts"), 'export const word = "new";');
  await watching.settled(2);
  await watching.stop();

  // Assess
  expect(watching.err[0]).toMatch(
    /^code\/index\.ts cannot be bundled:\n {2}code\/index\.ts:1:22: Could not resolve "\.\/word"/,
  );
  expect(watching.out).toEqual(['"new 1"']);
});

test("an event that is not JSON is reported, and fixing it runs the function", async () => {
  // Prepare
  const root = prepare("event", 'export const word = "one";');
  writeFileSync(join(root, "event.json"), "{");

  // Act
  const watching = watch(root, CODE);
  await watching.settled(1);
  writeFileSync(join(root, "event.json"), "22");
  await watching.settled(2);
  await watching.stop();

  // Assess
  expect(watching.err[0]).toMatch(/event\.json is not JSON: /);
  expect(watching.out).toEqual(['"one 22"']);
});

test("a function that fails does not end the watch", async () => {
  // Prepare
  const root = prepare("failing", 'throw new Error("no"); export const word = "one";');

  // Act
  const watching = watch(root, CODE);
  await watching.settled(1);
  writeFileSync(join(root, "code", "word.ts"), 'export const word = "fixed";');
  await watching.settled(2);
  await watching.stop();

  // Assess
  expect(watching.out.map((text) => JSON.parse(text))).toEqual([
    { errorType: "Error", errorMessage: "no", trace: expect.any(Array) },
    "fixed 1",
  ]);
});
