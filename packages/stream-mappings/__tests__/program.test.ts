import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ensureBuilt } from "../build";

let folder: string;
let program: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "program-"));
  // Away from any node_modules: the file must be enough.
  program = join(folder, "program.js");
  copyFileSync(await ensureBuilt(), program);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REQUIRED = () => ["--upstream", "http://127.0.0.1:1", "--state-dir", join(folder, "state")];

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env });
  children.push(child);
  return child;
}

/** Runs it to its end. */
async function ended(args: readonly string[]) {
  const child = run(args);
  const [exit, stdout, stderr] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code: exit[0], stdout, stderr };
}

/** Starts it and waits until it says its port. */
async function started(args: readonly string[], env?: NodeJS.ProcessEnv) {
  const child = run(args, env);
  const [chunk] = await once(child.stdout, "data");
  return { child, port: (JSON.parse(String(chunk)) as { port: number }).port };
}

test("a second build of the same sources changes nothing", async () => {
  const first = statSync(await ensureBuilt()).mtimeMs;
  expect(statSync(await ensureBuilt()).mtimeMs).toBe(first);
});

test.each(["SIGTERM", "SIGINT"] as const)("it serves, and %s ends it cleanly", async (signal) => {
  // Prepare
  const { child, port } = await started(REQUIRED());

  // Act
  const health = await fetch(`http://127.0.0.1:${port}/_stream-mappings/health`);
  const status = await fetch(`http://127.0.0.1:${port}/_stream-mappings/status`, {
    headers: { authorization: "Bearer test" },
  });
  child.kill(signal);
  const [code] = await once(child, "exit");

  // Assess
  expect(await health.json()).toEqual({ ok: true });
  expect(await status.json()).toEqual({ version: 3, mappings: [], settingsNotActedOn: [] });
  expect(code).toBe(0);
});

test("status and events need the secret of the variable, and no web page gets anything", async () => {
  // Prepare
  const { port } = await started(REQUIRED(), { STREAM_MAPPINGS_SECRET: "own" });
  const ask = (page: string, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/_stream-mappings/${page}`, { headers });

  // Act
  const answers = await Promise.all([
    ask("status", { authorization: "Bearer own" }),
    ask("status", { authorization: "Bearer test" }),
    ask("status", {}),
    ask("health", { origin: "https://page.example" }),
    ask("events", {}),
    ask("events", { authorization: "Bearer own", origin: "https://page.example" }),
  ]);

  // Assess
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403, 403, 403]);
});

test("events go line by line to a caller with the secret, and do not keep the program from ending", async () => {
  // Prepare
  const { child, port } = await started(REQUIRED());
  const headers = { authorization: "Bearer test" };

  // Act
  const answer = await fetch(`http://127.0.0.1:${port}/_stream-mappings/events`, { headers });
  const first = await answer.body?.getReader().read();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");

  // Assess
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  expect(new TextDecoder().decode(first?.value)).toBe('{"kind":"listening"}\n');
  expect(code).toBe(0);
});

test("while nothing answers behind it, calls get 503 and the cause", async () => {
  // Prepare
  const { port } = await started(REQUIRED());

  // Act
  const answer = await fetch(`http://127.0.0.1:${port}/2015-03-31/functions/`);

  // Assess
  expect([answer.status, answer.headers.get("x-amzn-errortype")]).toEqual([
    503,
    "ServiceUnavailableException",
  ]);
  expect(await answer.json()).toEqual({
    message: expect.stringMatching(/^The emulator does not answer \(.*ECONNREFUSED.*\)\. Is it running\?$/),
    Type: "Service",
  });
});

test("--help and --version end with 0", async () => {
  // Act
  const [help, version] = await Promise.all([ended(["--help"]), ended(["--version"])]);

  // Assess
  expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: dynamodb-stream-mappings/) });
  expect(version).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: "" });
});

test("wrong options end with 2 and say what is wrong", async () => {
  expect(await ended(["--state-dir", folder])).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: required option '--upstream <url>' not specified\n",
  });
});

test("a port that is taken ends with 1, the cause and the remedy", async () => {
  // Prepare
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  // Act
  const outcome = await ended([...REQUIRED(), "--port", String(port)]);
  server.close();

  // Assess
  expect(outcome).toEqual({
    code: 1,
    stdout: "",
    stderr:
      `The stream-mapping service did not start: port ${port} of 127.0.0.1 cannot be used: it is in use. ` +
      "Name another with --port, or 0 for any free one.\n",
  });
});

test("a state folder that cannot be used ends with 1, the cause and the remedy", async () => {
  // Prepare
  const file = join(folder, "file");
  writeFileSync(file, "");

  // Act
  const { code, stderr } = await ended(["--upstream", "http://127.0.0.1:1", "--state-dir", file]);

  // Assess
  expect(code).toBe(1);
  expect(stderr).toMatch(/the state folder cannot be used \(EEXIST.*\)\. Name another with --state-dir\.\n$/);
});
