import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootSecret } from "../../sandbox/secret";
import { PROJECT_ROOT, type SandboxState } from "../../sandbox/state-folder";
import { isAlive, startCommand } from "../support/processes";
import { waitUntil } from "./support/wait-until";

const COMMAND_TIMEOUT_MS = 60_000;

/** A sandbox of its own beside the shared one. */
const folder = mkdtempSync(join(tmpdir(), "sandbox-cli-"));
const environment = { ...process.env, SANDBOX_STATE_DIR: folder, ENVIRONMENT: "sandbox" };

function npmRun(
  script: "sandbox" | "demo" | "plan" | "plan-review",
  args: string[],
  variables: NodeJS.ProcessEnv = {},
) {
  const command = ["-r", "./register.cjs", `cli/${script}.ts`, ...args];
  return spawnSync(process.execPath, command, {
    cwd: PROJECT_ROOT,
    env: { ...environment, ...variables },
    encoding: "utf8",
    timeout: COMMAND_TIMEOUT_MS,
  });
}

function npmStart(script: "sandbox" | "demo", args: string[] = []): ChildProcess {
  const command = ["-r", "./register.cjs", `cli/${script}.ts`, ...args];
  return spawn(process.execPath, command, { cwd: PROJECT_ROOT, env: environment, stdio: "ignore" });
}

/** The IDs of the processes that work in a folder. */
function processesIn(path: string): number[] {
  const worksThere = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(path);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && worksThere(name))
    .map(Number);
}

function state(): SandboxState {
  return JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));
}

afterEach(() => {
  npmRun("sandbox", ["down"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test(
  "up, up again, status, env and down",
  () => {
    // Act
    const up = npmRun("sandbox", ["up"]);
    const first = state();
    const again = npmRun("sandbox", ["up"]);
    const second = state();
    const status = JSON.parse(npmRun("sandbox", ["status", "--json"]).stdout);
    const env = npmRun("sandbox", ["env"]).stdout;
    const secret = readFileSync(join(folder, "secret"), "utf8");
    const down = npmRun("sandbox", ["down"]);
    const afterwards = npmRun("sandbox", ["status"]);
    // Assess
    expect([up.status, again.status, down.status, afterwards.status]).toEqual([0, 0, 0, 3]);
    expect(second).toEqual(first);
    expect(status).toMatchObject({
      running: true,
      emulator: { url: first.emulatorUrl, running: true },
      streamMappings: { url: first.streamMappings.url, running: true, mappings: [] },
      accountIds: ["111111111111", "222222222222"],
    });
    expect(env).toContain(`export AWS_ENDPOINT_URL='${first.emulatorUrl}'\n`);
    expect(env).toContain(`export AWS_ENDPOINT_URL_LAMBDA='${first.streamMappings.url}'\n`);
    expect(env).toContain("unset AWS_PROFILE\n");
    expect(env).toContain(`export AWS_SECRET_ACCESS_KEY='${secret}'\n`);
    for (const { stdout, stderr } of [up, again, down]) expect(`${stdout}${stderr}`).not.toContain(secret);
    expect(existsSync(join(folder, "secret"))).toBe(false);
    expect(isAlive(first.emulator?.pid ?? 0)).toBe(false);
    expect(isAlive(first.streamMappings.pid)).toBe(false);
  },
  COMMAND_TIMEOUT_MS,
);

test(
  "two that start it at once get the same sandbox, and leave no process behind",
  async () => {
    // Act
    const both = [npmStart("sandbox", ["up"]), npmStart("sandbox", ["up"])];
    const exitCodes = await Promise.all(both.map(exitOf));
    const { emulator, streamMappings } = state();
    const processes = processesIn(folder);
    const down = npmRun("sandbox", ["down"]);
    // Assess
    expect(exitCodes).toEqual([0, 0]);
    expect(processes.sort()).toEqual([emulator?.pid, streamMappings.pid].sort());
    expect(down.stdout).toBe("The sandbox has stopped.\n");
    expect(processesIn(folder)).toEqual([]);
  },
  COMMAND_TIMEOUT_MS,
);

test(
  "plan --review writes what plan-review prints of the plans",
  () => {
    // Prepare
    const [plans, review] = [join(folder, "plans"), join(folder, "review.md")];
    npmRun("sandbox", ["up"]);
    // Act
    const plan = npmRun("plan", ["--out", plans, "--review", review]);
    const reviewed = npmRun("plan-review", [plans]);
    // Assess
    expect({ code: plan.status, problems: plan.stderr.match(/error/gi) }).toEqual({
      code: 2,
      problems: null,
    });
    expect(readFileSync(review, "utf8")).toMatch(/^<!-- plan-review sandbox -->/);
    expect(readFileSync(review, "utf8")).toBe(reviewed.stdout);
  },
  COMMAND_TIMEOUT_MS,
);

test("plan --review with a file that cannot be written: nothing is planned", () => {
  // Prepare
  const review = join(folder, "none", "review.md");
  // Act
  const { status, stderr } = npmRun("plan", ["--out", join(folder, "unplanned"), "--review", review]);
  // Assess
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(
      /^\S+review\.md: it cannot be written: ENOENT: .*\nGive a file in a folder that is there and may be written\.\n$/,
    ),
  });
  expect(existsSync(join(folder, "unplanned"))).toBe(false);
});

test(
  "put and logs before anything is deployed: what to do, in the environment's name",
  () => {
    // Prepare
    npmRun("sandbox", ["up"]);
    // Act
    const put = npmRun("sandbox", ["put", "CrossAccountTest", '{"id": "1"}']);
    const logs = npmRun("sandbox", ["logs", "CrossAccountDynamoDBHandler"]);
    const status = npmRun("sandbox", ["status"]);
    // Assess
    expect([put.status, logs.status, logs.stdout]).toEqual([1, 0, ""]);
    expect(put.stderr).toContain('\nDeploy the environment "sandbox" first:\n  eval "$(npm run');
    expect(logs.stderr).toMatch(
      /^AWS: the sandbox at http:\/\/127\.0\.0\.1:\d+\nCrossAccountDynamoDBHandler in account 222222222222 and region us-east-1 has logged nothing: it has not run since it was deployed, or it is not deployed there\.\n$/,
    );
    expect(status.stdout).not.toContain("KMSKeyArn");
  },
  COMMAND_TIMEOUT_MS,
);

test(
  "an emulator that has died is reported, and up starts it again",
  () => {
    // Prepare
    npmRun("sandbox", ["up"]);
    const dead = state();
    const secret = readFileSync(join(folder, "secret"), "utf8");
    process.kill(-(dead.emulator?.pid ?? 0), "SIGKILL");
    // Act
    const status = npmRun("sandbox", ["status"]);
    const put = npmRun("sandbox", ["put", "CrossAccountTest", '{"id": "1"}']);
    const logs = npmRun("sandbox", ["logs", "CrossAccountDynamoDBHandler"]);
    const up = npmRun("sandbox", ["up"]);
    // Assess
    expect(status.status).toBe(3);
    expect(status.stdout).toContain("A part of it has stopped. Start it again: npm run sandbox -- up");
    expect(put.status).toBe(1);
    expect(put.stderr).toMatch(
      /^AWS: the sandbox at \S+\nThe item was not put into CrossAccountTest of account 111111111111: .+\nCheck the sandbox with `npm run sandbox -- status`\.\n$/,
    );
    expect(put.stderr).not.toContain("    at ");
    expect(logs.status).toBe(1);
    expect(logs.stderr).toMatch(
      /^AWS: the sandbox at \S+\nThe log of CrossAccountDynamoDBHandler in account 222222222222 cannot be read: .+\nCheck the sandbox with `npm run sandbox -- status`\.\n$/,
    );
    expect(up.status).toBe(0);
    expect(state().emulator?.pid).not.toBe(dead.emulator?.pid);
    expect(readFileSync(join(folder, "secret"), "utf8")).not.toBe(secret);
    expect(isAlive(dead.streamMappings.pid)).toBe(false);
  },
  COMMAND_TIMEOUT_MS,
);

test(
  "a port in use is one clear message, and nothing is left running",
  async () => {
    // Prepare
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    // Act
    const emulatorPort = npmRun("sandbox", ["up", "--emulator-port", String(port)]);
    const lambdaPort = npmRun("sandbox", ["up", "--lambda-port", String(port)]);
    const status = npmRun("sandbox", ["status"]);
    server.close();
    // Assess
    const message = `Port ${port} of 127.0.0.1 cannot be used: it is in use.\nChoose another port, or leave the option out to use a free one.\n`;
    expect(emulatorPort.stderr).toBe(message);
    expect(lambdaPort.stderr.endsWith(message)).toBe(true);
    expect([emulatorPort.status, lambdaPort.status, status.status]).toEqual([1, 1, 3]);
  },
  COMMAND_TIMEOUT_MS,
);

test.each([
  ["an unknown environment", { ENVIRONMENT: "no-such" }, /There is no environment "no-such"/],
  [
    "no Terraform",
    { TERRAFORM_BINARY_NAME: "no-such-program" },
    /Terraform or OpenTofu 1\.10 or newer was not found/,
  ],
  [
    "an endpoint that is no URL",
    { SANDBOX_ENDPOINT: "localhost" },
    /SANDBOX_ENDPOINT is "localhost", which is not a URL/,
  ],
  [
    "an endpoint where nothing answers",
    { SANDBOX_ENDPOINT: "http://127.0.0.1:1" },
    /No emulator answers at http:\/\/127\.0\.0\.1:1/,
  ],
])("%s: one message with the remedy, no stack", (_, variables, message) => {
  // Act
  const up = npmRun("sandbox", ["up"], variables);
  // Assess
  expect(up.status).toBe(1);
  expect(up.stderr).toMatch(message);
  expect(up.stderr).not.toContain("    at ");
});

test("another secret than that of the running emulator: one message with the remedy, and nothing is started", () => {
  // Prepare
  const endpoint = process.env.SANDBOX_TEST_EMULATOR_URL ?? "";
  // Act
  const up = npmRun("sandbox", ["up"], { SANDBOX_ENDPOINT: endpoint, SANDBOX_SECRET: "another" });
  const status = npmRun("sandbox", ["status"]);
  // Assess
  expect(up.status).toBe(1);
  expect(up.stderr).toBe(
    `The emulator at ${endpoint} does not accept the secret access key of its accounts' roots.\nSet SANDBOX_SECRET to it. \`npm run sandbox -- env\` prints that of a sandbox.\n`,
  );
  expect(status.stdout).toContain("No sandbox is running");
});

test("SANDBOX_ENDPOINT uses a running emulator and leaves it running", async () => {
  // Prepare
  const endpoint = process.env.SANDBOX_TEST_EMULATOR_URL ?? "";
  const secret = rootSecret();
  // Act
  const up = npmRun("sandbox", ["up"], { SANDBOX_ENDPOINT: endpoint, SANDBOX_SECRET: secret });
  const { emulator, emulatorUrl } = state();
  const env = JSON.parse(npmRun("sandbox", ["env", "--json"]).stdout);
  npmRun("sandbox", ["down"]);
  // Assess
  expect(up.status).toBe(0);
  expect(emulator).toBeUndefined();
  expect(emulatorUrl).toBe(endpoint);
  expect(env.AWS_SECRET_ACCESS_KEY).toBe(secret);
  const headers = { authorization: `Bearer ${secret}` };
  expect((await fetch(`${endpoint}/_ministack/health`, { headers })).ok).toBe(true);
});

test(
  "Ctrl-C stops the demo and cleans up",
  async () => {
    // Prepare
    const { child, ended } = startCommand("demo", [], environment);
    const running = await waitUntil(
      async () => npmRun("sandbox", ["status", "--json"]).stdout,
      (status) => status.includes('"running": true'),
    );
    const { emulator } = state();
    // Act
    child.kill("SIGINT");
    const { code, out, err } = await ended;
    // Assess
    expect(running).toContain('"running": true');
    expect(code).toBe(130);
    expect(out).toContain("interrupted");
    expect(`${out}${err}`).not.toMatch(/FAILED|see below|\.log/);
    expect(err).toBe(
      "AWS: a sandbox that the demo starts; nothing reaches the real one\n" +
        "The demo was interrupted. Everything that it started is gone.\n",
    );
    expect(isAlive(emulator?.pid ?? 0)).toBe(false);
    expect(npmRun("sandbox", ["status"]).status).toBe(3);
  },
  COMMAND_TIMEOUT_MS,
);

test(
  "the demo does not take over a sandbox that runs",
  () => {
    // Prepare
    npmRun("sandbox", ["up"]);
    // Act
    const demo = npmRun("demo", []);
    const status = npmRun("sandbox", ["status"]);
    // Assess
    expect(demo.status).toBe(1);
    expect(demo.stderr).toMatch(
      /^A sandbox has been running since .*\nStop it first with `npm run sandbox -- down`\.\n$/,
    );
    expect(status.status).toBe(0);
  },
  COMMAND_TIMEOUT_MS,
);

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on("exit", resolve));
}
