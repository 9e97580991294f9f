import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StreamAccount } from "../../../packages/stream-mappings/harness";
import { runProgram } from "../../../programs/run-program";
import { PROJECT_ROOT } from "../../../sandbox/state-folder";
import { BareEmulator } from "../../../sandbox/test-harness/bare-emulator";
import { waitFor } from "../support/aws";

const SOURCE = "111111111111";
const CONSUMER = "222222222222";

let folder: string;
let emulator: BareEmulator;
let service: ChildProcess | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  emulator = await BareEmulator.start("plain");
}, 120_000);
afterAll(async () => {
  service?.kill("SIGKILL");
  await emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Packs the package, and installs what was packed into an empty project. @returns the command it brings */
async function install(): Promise<string> {
  const npm = (args: readonly string[], cwd: string) =>
    runProgram("npm", args, { cwd, remedy: "npm comes with Node.js." });
  const packed = await npm(
    ["pack", "--silent", "--workspace", "dynamodb-stream-mappings", "--pack-destination", folder],
    PROJECT_ROOT,
  );
  const archive = packed.trimEnd().split("\n").pop();
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  await npm(["install", "--offline", `./${archive}`], folder);
  return join(folder, "node_modules", ".bin", "dynamodb-stream-mappings");
}

/** Starts the command in front of the emulator. @returns its address */
async function start(command: string): Promise<string> {
  const args = ["--upstream", emulator.url, "--state-dir", join(folder, "state")];
  const env = { PATH: process.env.PATH };
  service = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], env });
  if (!service.stdout) throw new Error("there is no output to read");
  const [chunk] = await once(service.stdout, "data");
  return `http://127.0.0.1:${JSON.parse(String(chunk)).port}`;
}

test("the packed package needs no other, and its command maps a stream in front of a bare emulator", async () => {
  // Prepare
  const url = await start(await install());
  const source = new StreamAccount(SOURCE, emulator.url, url);
  const consumer = new StreamAccount(CONSUMER, emulator.url, url);
  const handled = join(folder, "handled");
  const streamArn = await source.createTable();
  await consumer.createRole(streamArn);
  await consumer.createFunction(`
    exports.handler = async (event) =>
      require("node:fs").appendFileSync(${JSON.stringify(handled)}, JSON.stringify(event.Records) + "\\n");`);
  await source.grant(streamArn, consumer);

  // Act
  await consumer.createMapping(streamArn);
  await source.putItems([{ id: "a", n: 1 }]);
  await waitFor(() => existsSync(handled));

  // Assess
  expect(JSON.parse(readFileSync(handled, "utf8"))).toMatchObject([
    { eventName: "INSERT", eventSourceARN: streamArn, dynamodb: { Keys: { id: { S: "a" } } } },
  ]);
  const installed = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  expect(Object.keys(installed)).toEqual(["", "node_modules/dynamodb-stream-mappings"]);
}, 120_000);
