import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { invokeOnce } from "../../../../cli/invoke/invoke-once";
import { temporaryFolder } from "../../support/temporary-folder";
import { sampleFunction } from "./support/sample-function";

const folder = temporaryFolder();
const temporary = join(folder, "empty");

/** No sandbox, no credentials, and a place of our own for temporary files. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  TMPDIR: folder,
  SANDBOX_STATE_DIR: temporary,
  AWS_CONFIG_FILE: temporary,
  AWS_SHARED_CREDENTIALS_FILE: temporary,
  AWS_EC2_METADATA_DISABLED: "true",
};

interface Printed {
  readonly status: string;
  readonly out: string;
  readonly err: readonly string[];
  /** Folders that were left behind. */
  readonly left: readonly string[];
}

interface Options {
  readonly json?: boolean;
  readonly overrides?: Record<string, string>;
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  readonly layered?: boolean;
}

async function invoke(name: string, code: string, options: Options = {}): Promise<Printed> {
  jest.replaceProperty(process, "env", ENVIRONMENT);
  const out: string[] = [];
  const err: string[] = [];
  jest.spyOn(console, "log").mockImplementation((line: string) => void out.push(line));
  jest.spyOn(console, "error").mockImplementation((line: string) => void err.push(line));
  const { json = false, overrides = {}, signal = new AbortController().signal, timeout, layered } = options;
  const fn = sampleFunction({
    folder: join(folder, name),
    code,
    timeout,
    layered,
    variables: { COLOUR: "red" },
  });
  const status = await invokeOnce({
    fn,
    environment: "sandbox",
    project: { projectRoot: folder },
    event: { n: 1 },
    overrides,
    json,
    signal,
  });
  return {
    status,
    out: out.join("\n"),
    err,
    left: readdirSync(folder).filter((entry) => /^invoke-/.test(entry)),
  };
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

test("notice, logs and report go to standard error, the answer to standard output", async () => {
  // Act
  const { status, out, err, left } = await invoke(
    "plain",
    'export const handler = async (event: unknown) => { console.log("hello"); return { event }; };',
  );

  // Assess
  expect([status, left]).toEqual(["ok", []]);
  expect(JSON.parse(out)).toEqual({ event: { n: 1 } });
  expect(err.map((line) => line.split("\n")[0])).toEqual([
    expect.stringMatching(/^Running sample of account 222222222222 without credentials: /),
    expect.stringMatching(new RegExp(`^START RequestId: ${ID} Version: \\$LATEST$`)),
    "hello",
    expect.stringMatching(new RegExp(`^END RequestId: ${ID}$`)),
    expect.stringMatching(
      /^REPORT RequestId: \S+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms$/,
    ),
  ]);
});

test("a function sees its variables, Lambda's and nothing else", async () => {
  // Act
  const { out } = await invoke("environment", "export const handler = async () => process.env;", {
    overrides: { SIZE: "large" },
  });

  // Assess
  const variables = JSON.parse(out);
  expect(variables).toMatchObject({ COLOUR: "red", SIZE: "large", AWS_LAMBDA_FUNCTION_NAME: "sample" });
  expect(
    Object.keys(variables)
      .filter((name) => !/^(AWS|LAMBDA)_/.test(name))
      .sort(),
  ).toEqual(["COLOUR", "LANG", "PATH", "SIZE", "TZ", "_HANDLER"]);
});

test("a variable given for this run replaces the function's own", async () => {
  // Act
  const { out } = await invoke("override", "export const handler = async () => process.env.COLOUR;", {
    overrides: { COLOUR: "blue" },
  });

  // Assess
  expect(JSON.parse(out)).toBe("blue");
});

test("a function on the layer takes its module from the layer's folder", async () => {
  // Prepare
  const layer = join(folder, "lambda-src", "cross-account");
  mkdirSync(layer, { recursive: true });
  writeFileSync(join(layer, "index.ts"), "export const place = __filename;");

  // Act
  const { status, out } = await invoke(
    "layered",
    'import { place } from "cross-account"; export const handler = async () => [place, process.env.NODE_PATH];',
    { layered: true },
  );

  // Assess
  const [place, modules] = JSON.parse(out);
  expect(status).toBe("ok");
  expect(place).toBe(join(modules, "cross-account", "index.js"));
  expect(modules).toMatch(/\/invoke-\w+\/layer\/nodejs\/node_modules$/);
});

test("a failing function: the answer is the error", async () => {
  // Act
  const { status, out, left } = await invoke(
    "failing",
    "export const handler = async () => { throw new TypeError('no'); };",
  );

  // Assess
  expect([status, left]).toEqual(["error", []]);
  expect(JSON.parse(out)).toEqual({ errorType: "TypeError", errorMessage: "no", trace: expect.any(Array) });
});

test("a timeout is reported after the report line", async () => {
  // Act
  const { status, out, err } = await invoke(
    "slow",
    "export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));",
    { timeout: 1 },
  );

  // Assess
  expect(status).toBe("timeout");
  expect(err.at(-1)).toMatch(
    new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${ID} Task timed out after 1\\.\\d\\d seconds$`),
  );
  expect(JSON.parse(out)).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.\d\d seconds$/),
  });
});

test("as JSON: everything in one object, and only the notice beside it", async () => {
  // Act
  const { out, err } = await invoke(
    "json",
    'export const handler = async () => { console.error("one"); console.log("two"); return 3; };',
    { json: true },
  );

  // Assess
  expect(err).toHaveLength(1);
  expect(JSON.parse(out)).toEqual({
    requestId: expect.stringMatching(new RegExp(`^${ID}$`)),
    status: "ok",
    answer: 3,
    durationMs: expect.any(Number),
    initMs: expect.any(Number),
    maxMemoryMb: expect.any(Number),
    logs: ["one", "two"],
  });
});

test("code with errors is not run", async () => {
  // Act
  const invoked = invoke("broken", 'import "./missing";');

  // Assess
  await expect(invoked).rejects.toMatchObject({
    name: "BundleError",
    message: expect.stringContaining('Could not resolve "./missing"'),
  });
  expect(readdirSync(folder).filter((entry) => /^invoke-/.test(entry))).toEqual([]);
});

test("an interrupted run prints no answer and leaves nothing behind", async () => {
  // Act
  const { status, out, left } = await invoke("interrupted", "export const handler = async () => 1;", {
    signal: AbortSignal.abort(),
  });

  // Assess
  expect([status, out, left]).toEqual(["interrupted", "", []]);
});
