import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, isAlive, startCommand } from "../../../support/processes";
import { temporaryFolder } from "../../support/temporary-folder";

const folder = temporaryFolder();
const EVENT = "events/stream.json";

/** A fresh clone on a machine without credentials, and a place of our own for temporary files. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: folder,
  TMPDIR: folder,
  SANDBOX_STATE_DIR: join(folder, "no-sandbox"),
  AWS_EC2_METADATA_DISABLED: "true",
  ENVIRONMENT: "example",
  ENVIRONMENTS_DIRECTORY: process.env.ENVIRONMENTS_DIRECTORY,
};

function start(...args: string[]) {
  return startCommand("invoke", args, ENVIRONMENT);
}

function invoke(args: string[], input = ""): Promise<Ended> {
  const { child, ended } = start(...args);
  child.stdin?.end(input);
  return ended;
}

test("a function that answers: exit code 0, and nothing but the answer on standard output", async () => {
  // Act
  const { code, out, err } = await invoke(["handler", "-e", EVENT]);

  // Assess
  expect([code, JSON.parse(out)]).toEqual([0, { batchItemFailures: [] }]);
  expect(err).toMatch(
    /^Running order-events of account 210987654321 without credentials: no sandbox is running, /,
  );
  expect(err).toMatch(/\nREPORT RequestId: .*\n$/);
});

test("the event from standard input", async () => {
  // Act
  const { code, out } = await invoke(["order-events", "-e", "-", "--json"], '{ "Records": [] }');

  // Assess
  expect([code, JSON.parse(out)]).toMatchObject([0, { status: "ok", answer: { batchItemFailures: [] } }]);
});

test("a function that fails: exit code 1", async () => {
  // Act
  const { code, out } = await invoke(["handler", "-e", EVENT, "--env", "RECORD_CONCURRENCY=none"]);

  // Assess
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    errorType: "SettingsError",
    errorMessage:
      "Fix the function's environment variables: RECORD_CONCURRENCY must be a whole number from 1 to 1000.",
  });
});

test.each<[what: string, args: string[], message: string]>([
  ["no function", ["-e", EVENT], "error: missing required argument 'function'"],
  ["no event", ["handler"], "error: required option '-e, --event <file>' not specified"],
  [
    "an event file that is not there",
    ["handler", "-e", "events/none.json"],
    "The event file events/none.json cannot be read: ENOENT: no such file or directory, open 'events/none.json'.\n" +
      "Give the path of an existing file, such as events/stream.json, or - for standard input.\n",
  ],
  ["an event that is not JSON", ["handler", "-e", "README.md"], "The event file README.md is not JSON: "],
  ["an empty standard input", ["handler", "-e", "-"], "Standard input is not JSON: "],
  [
    "a variable without a value",
    ["handler", "-e", EVENT, "--env", "KEY"],
    "error: option '--env <key=value>' argument 'KEY' is invalid. Give it as KEY=VALUE",
  ],
  [
    "an unknown function",
    ["order-event", "-e", EVENT],
    'The environment "example" has no function order-event.\nDid you mean order-events? ',
  ],
  [
    "an unknown environment",
    ["handler", "-e", EVENT, "--environment", "exmple"],
    'There is no environment "exmple"',
  ],
])("%s: exit code 1 and one message, without a stack", async (_, args, message) => {
  // Act
  const { code, out, err } = await invoke(args);

  // Assess
  expect([code, out]).toEqual([1, ""]);
  expect(err.slice(0, message.length)).toBe(message);
  expect(err).not.toContain("    at ");
});

test("Ctrl-C: exit code 130, the function is gone and nothing is left behind", async () => {
  // Prepare
  const preload = join(folder, "preload.js");
  const pidFile = join(folder, "pid");
  writeFileSync(
    preload,
    `require("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); for (;;);`,
  );
  const { child, ended } = start("handler", "-e", EVENT, "--env", `NODE_OPTIONS=--require=${preload}`);
  await until(() => readdirSync(folder).includes("pid") && readFileSync(pidFile, "utf8") !== "");

  // Act
  child.kill("SIGINT");
  const { code, out } = await ended;

  // Assess
  expect([code, out]).toEqual([130, ""]);
  expect(isAlive(readFileSync(pidFile, "utf8"))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("invoke-"))).toEqual([]);
});

test("Ctrl-C ends a watch: exit code 130", async () => {
  // Prepare
  const { child, ended } = start("handler", "-e", EVENT, "--watch");
  let err = "";
  child.stderr?.on("data", (piece) => {
    err += piece;
  });
  await until(() => err.includes("Waiting for a change"));

  // Act
  child.kill("SIGINT");
  const { code } = await ended;

  // Assess
  expect(code).toBe(130);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
