import { fork } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { crossAccountRole } from "cross-account";
import { run as getCallerIdentity } from "../../../../lambda-src/account-switcher/actions/get-caller-identity";
import { run as listBuckets } from "../../../../lambda-src/account-switcher/actions/list-buckets";
import { run as listTables } from "../../../../lambda-src/account-switcher/actions/list-tables";
import { TIME_LIMITS, withinTime } from "../../../../lambda-src/shared/time-limits";

const servers: Server[] = [];

beforeEach(() => {
  jest.replaceProperty(process, "env", {
    ...process.env,
    AWS_ACCESS_KEY_ID: "OWNKEY",
    AWS_SECRET_ACCESS_KEY: "own-secret",
    // One attempt, so that the test takes as long as the limit.
    AWS_MAX_ATTEMPTS: "1",
  });
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serverWith(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let region = 0;
/** Every call that the functions make with limits of their own: all clients but the reader's, whose limits its own tests show. */
function allCalls(): Promise<unknown>[] {
  const credentials = async () => ({ accessKeyId: "SESSION", secretAccessKey: "secret" });
  // A region of its own each time: the layer keeps one STS client for each.
  const options = { credentials, region: `eu-silent-${++region}`, requestHandler: TIME_LIMITS };
  const role = crossAccountRole({ accountId: "111111111111", region: options.region });
  return [role.credentials(), getCallerIdentity(options), listBuckets(options), listTables(options)];
}

/** Name or message of the errors, which say that it took too long. */
async function failures(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) => (result.status === "rejected" ? String(result.reason) : "no error"));
}

test.each<[string, RequestListener]>([
  ["never answers", () => undefined],
  ["stops in the middle of its answer", (_, response) => response.writeHead(200).write("<")],
])("no call waits for a server that %s", async (_, answer) => {
  // Prepare
  process.env.AWS_ENDPOINT_URL = await serverWith(answer);
  // Act
  const errors = await failures(allCalls());
  // Assess
  expect(errors).toEqual(Array(4).fill(expect.stringMatching(/TimeoutError|timed out|ETIMEDOUT/)));
});

test("no call waits for a server that takes no connection", async () => {
  // Prepare: a process that accepts nothing, and as many connections as the system keeps waiting for it.
  const script = `${__dirname}/support/deaf-server.cjs`;
  const child = fork(script, { stdio: "ignore" });
  const port = await new Promise<number>((resolve) =>
    child.once("message", resolve as (port: unknown) => void),
  );
  const waiting = [1, 2, 3, 4].map(() => connect(port, "127.0.0.1").on("error", () => undefined));
  await new Promise((resolve) => setTimeout(resolve, 200));
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
  // Act
  const errors = await failures(allCalls());
  // Assess
  for (const socket of waiting) socket.destroy();
  child.kill("SIGKILL");
  expect(errors).toEqual(Array(4).fill(expect.stringMatching(/TimeoutError|timed out|ETIMEDOUT/)));
});

describe("work within a time", () => {
  test("has its result", async () => {
    expect(await withinTime(10_000, async (signal) => signal.aborted)).toBe(false);
  });

  test("has its error", async () => {
    await expect(withinTime(10_000, () => Promise.reject(new RangeError("no")))).rejects.toThrow("no");
  });

  test.each([20, 0, -5])("is told and given up after %d ms", async (ms) => {
    // Prepare
    let told: AbortSignal | undefined;
    // Act
    const work = withinTime(ms, (signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    // Assess
    await expect(work).rejects.toMatchObject({ name: "TimeoutError" });
    expect(told?.aborted).toBe(true);
  });
});
