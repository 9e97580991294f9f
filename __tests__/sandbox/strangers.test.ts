import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { findBrowser } from "../../programs/find-browser";
import { requireRunning } from "../../sandbox/require-running";
import { rootSecret, secretFile } from "../../sandbox/secret";
import { stateFolder, statePath } from "../../sandbox/state-folder";
import { describeStatus, sandboxStatus } from "../../sandbox/status";
import { Account, emulatorUrl, serviceUrl } from "./support/aws";
import { reportOfPage, shownAfterRebinding } from "./support/browser";
import { type RawRequest, rawRequest, unprovenRoot } from "./support/raw-request";

const NOBODY = 65_534;
const FOREIGN = { origin: "https://page.example" };
const browser = findBrowser();
const victim = new Account();

/** What strangers try: to look, to make something, to end it all. */
const ATTEMPTS: readonly RawRequest[] = [
  { path: "/" },
  { path: "/_ministack/health" },
  { path: "/_localstack/health" },
  { path: "/health" },
  { method: "POST", path: "/_ministack/reset" },
  { method: "POST", path: "/_ministack/config", body: "{}" },
  { method: "PUT", path: "/made-by-a-stranger" },
  { method: "PUT", path: "/made-by-a-stranger", headers: unprovenRoot(victim.id, "s3") },
  { path: "/2015-03-31/functions/", headers: unprovenRoot(victim.id, "lambda") },
  { path: "/2015-03-31/event-source-mappings/", headers: unprovenRoot(victim.id, "lambda") },
  { path: "/_stream-mappings/status" },
  { path: "/_stream-mappings/events" },
];

/** An attempt at one of the two servers. */
const EVERYWHERE = ATTEMPTS.flatMap((attempt) =>
  [emulatorUrl(), serviceUrl()].map((url) => ({ url, attempt })),
);

function send(change: (attempt: RawRequest) => RawRequest) {
  return Promise.all(EVERYWHERE.map(({ url, attempt }) => rawRequest(url, change(attempt))));
}

const ALL_REFUSED = EVERYWHERE.map(() => ({ status: 403, cors: [] }));
const seen = (answers: Awaited<ReturnType<typeof send>>) =>
  answers.map(({ status, cors }) => ({ status, cors }));

afterEach(async () => {
  const { Buckets = [] } = await victim.s3.send(new ListBucketsCommand({}));
  expect(Buckets).toEqual([]);
});

describe("a web page", () => {
  test("is refused whatever it sends, and lets no page read the refusal", async () => {
    // Act
    const answers = await send((attempt) => ({
      ...attempt,
      headers: { ...attempt.headers, ...FOREIGN },
    }));
    // Assess
    expect(seen(answers)).toEqual(ALL_REFUSED);
    expect(new Set(answers.map(({ body }) => JSON.parse(body).message))).toEqual(
      new Set(["The sandbox does not answer web pages.", "The service does not answer web pages."]),
    );
  });

  test("may not even ask whether it may", async () => {
    // Act
    const answers = await send(({ path, method = "GET" }) => ({
      path,
      method: "OPTIONS",
      headers: { ...FOREIGN, "access-control-request-method": method },
    }));
    // Assess
    expect(seen(answers)).toEqual(ALL_REFUSED);
  });

  test("is refused also where browsers send no origin, as for pictures", async () => {
    // Act
    const answers = await send(({ path }) => ({ path, headers: { "sec-fetch-site": "cross-site" } }));
    // Assess
    expect(seen(answers)).toEqual(ALL_REFUSED);
  });

  // The tests above play the page where no browser is installed.
  if (browser !== undefined) {
    test("gets nothing in a real browser", async () => {
      // Prepare
      const calls = EVERYWHERE.map(({ url, attempt: { method = "GET", path, headers = {}, body } }) => ({
        url: `${url}${path}`,
        init: { method, headers, body },
      }));
      const script = `{
        const outcome = async ({ url, init }, mode) => {
          try {
            const answer = await fetch(url, mode === "no-cors" ? { method: "POST", body: init.body, mode } : { ...init, mode });
            return answer.type;
          } catch (error) {
            return error.name;
          }
        };
        const calls = ${JSON.stringify(calls)};
        return {
          readable: await Promise.all(calls.map((call) => outcome(call, "cors"))),
          blind: await Promise.all(calls.map((call) => outcome(call, "no-cors"))),
        };
      }`;
      // Act
      const report = await reportOfPage(browser, script);
      // Assess
      expect(report).toEqual({
        readable: calls.map(() => "TypeError"),
        blind: calls.map(() => "opaque"),
      });
    });
  }
});

describe("DNS rebinding", () => {
  const HOSTS = ["page.example", "127.0.0.1.page.example", "localhost.page.example", "0.0.0.0"];

  test.each(HOSTS)("a request for %s is refused", async (host) => {
    // Act
    const answers = await send((attempt) => ({ ...attempt, headers: { ...attempt.headers, host } }));
    // Assess
    expect(seen(answers)).toEqual(ALL_REFUSED);
  });

  test("a browser that takes a foreign name for this machine shows the refusal", async () => {
    // Prepare
    const { port } = new URL(emulatorUrl());
    const path = "/2015-03-31/functions/";
    const host = "page.example";
    // Act
    const shown = browser
      ? shownAfterRebinding(browser, host, `http://${host}:${port}${path}`)
      : (await rawRequest(emulatorUrl(), { path, headers: { host: `${host}:${port}` } })).body;
    // Assess
    expect(shown).toContain("The sandbox answers only requests for localhost.");
  });
});

describe("another user of the machine", () => {
  test("is refused without a secret", async () => {
    // Act
    const answers = await send((attempt) => attempt);
    // Assess
    expect(seen(answers)).toEqual(ALL_REFUSED);
  });

  test("cannot use the secret that emulators commonly take", async () => {
    // Prepare
    const guess = new Account(serviceUrl(), victim.id, { accessKeyId: victim.id, secretAccessKey: "test" });
    // Act
    const bearer = await send((attempt) => ({ ...attempt, headers: { authorization: "Bearer test" } }));
    // Assess
    await expect(guess.s3.send(new ListBucketsCommand({}))).rejects.toThrow(/signature/);
    expect(seen(bearer)).toEqual(ALL_REFUSED);
  });

  test("cannot read the secret: not in its file, and not in what processes show", () => {
    // Prepare
    const { emulator, streamMappings } = requireRunning();
    const pids = [emulator?.pid, streamMappings.pid];
    const asNobody = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    // Act
    const modes = [statSync(stateFolder()).mode & 0o777, statSync(secretFile()).mode & 0o777];
    const commandLines = pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    const files = [secretFile(), ...pids.map((pid) => `/proc/${pid}/environ`)];
    const read = files.map((file) => spawnSync("cat", [file], { ...asNobody, encoding: "utf8" }).stdout);
    // Assess
    expect(modes).toEqual([0o700, 0o600]);
    for (const text of commandLines) expect(text).not.toContain(rootSecret());
    if (asNobody.uid !== undefined) expect(read).toEqual(files.map(() => ""));
  });
});

test("the secret stands in its file alone: logs, state and status do not show it", async () => {
  // Prepare
  const logs = readdirSync(statePath("run")).filter((name) => name.endsWith(".log"));
  // Act
  const texts = [
    ...logs.map((name) => readFileSync(statePath("run", name), "utf8")),
    readFileSync(statePath("state.json"), "utf8"),
    describeStatus(await sandboxStatus()),
  ];
  // Assess
  expect(rootSecret()).toMatch(/^[0-9a-f]{40}$/);
  expect(logs).toHaveLength(2);
  for (const text of texts) expect(text).not.toContain(rootSecret());
});

test("who knows the secret gets the status and the emulator's health", async () => {
  // Prepare
  const headers = { authorization: `Bearer ${rootSecret()}` };
  // Act
  const answers = await Promise.all([
    rawRequest(emulatorUrl(), { path: "/_ministack/health", headers }),
    rawRequest(serviceUrl(), { path: "/_stream-mappings/status", headers }),
  ]);
  // Assess
  expect(answers.map(({ status, cors }) => ({ status, cors }))).toEqual([
    { status: 200, cors: [] },
    { status: 200, cors: [] },
  ]);
});
