import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCommand } from "../../../support/processes";

const FILE = `region: eu-central-1
backend: { type: local }
accounts:
  source: { id: "300000000001", deployRole: null }
  consumer: { id: "300000000002", deployRole: null }
sources:
  orders: { account: source, tableName: Orders, partitionKey: { name: id }, readers: [{ consumer: billing }] }
consumers:
  billing:
    account: consumer
    roleName: Billing
    function: { name: billing }
    mappings: [{ source: orders }]
    usageMeter: { roleName: Meter, ledgerTableName: Ledger, function: { name: meter } }
`;

const folder = mkdtempSync(join(tmpdir(), "usage-"));
writeFileSync(join(folder, "production.yaml"), FILE);

/** A server that takes every connection and never answers. */
const sockets: Socket[] = [];
const silent = createServer((socket) => void sockets.push(socket));
let silentUrl = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
  rmSync(folder, { recursive: true });
});

/** Starts the command without anything that this machine knows of AWS. */
function usage(args: readonly string[], aws: NodeJS.ProcessEnv = {}) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
  const nobody = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "none"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
  };
  const env = { ...own, ...nobody, ENVIRONMENTS_DIRECTORY: folder, ...aws };
  return startCommand("usage", [...args, "--environment", "production"], env);
}

const SHOW = ["--tenant", "orders", "--from", "1h"];
const SIGNED_IN = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };

test.each([
  ["show", SHOW],
  ["reconcile", ["reconcile", "--tenant", "orders"]],
])("%s: without credentials, it says so", async (_name, args) => {
  // Act
  const { code, out, err } = await usage(args).ended;
  // Assess
  expect([code, out]).toEqual([1, ""]);
  expect(err.split("\n").slice(1)).toEqual([
    "No AWS credentials were found: Could not load credentials from any providers.",
    "Set AWS_PROFILE, or sign in with `aws sso login`, as someone who may enter every account of the environment.",
    "",
  ]);
});

test("reconcile: without credentials, each tenant is told to have failed", async () => {
  // Act
  const { code, out } = await usage(["reconcile"]).ended;
  // Assess
  expect(code).toBe(1);
  expect(out.split("\n").slice(0, 2)).toEqual([
    "orders (billing): failed",
    "  No AWS credentials were found: Could not load credentials from any providers.",
  ]);
  expect(out).not.toContain("    at ");
});

test("where nothing listens, no role is blamed", async () => {
  // Act
  const aws = { ...SIGNED_IN, AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" };
  const { code, err } = await usage(SHOW, aws).ended;
  // Assess
  expect(code).toBe(1);
  expect(err.split("\n").slice(1)).toEqual([
    "Ledger: AWS did not answer: connect ECONNREFUSED 127.0.0.1:9.",
    "Check the network, the region, and AWS_ENDPOINT_URL if it is set.",
    "",
  ]);
});

test.each([
  ["show", SHOW, ""],
  ["reconcile of one tenant", ["reconcile", "--tenant", "orders"], "Interrupted.\n"],
  ["reconcile of all", ["reconcile"], "Interrupted: 1 of 1 tenants were not compared.\n"],
])("%s: Ctrl-C ends it while AWS does not answer", async (_name, args, last) => {
  // Prepare
  const connected = new Promise((resolve) => silent.once("connection", resolve));
  const { child, ended } = usage(args, { ...SIGNED_IN, AWS_ENDPOINT_URL: silentUrl });
  await connected;
  // Act
  child.kill("SIGINT");
  const { code, err } = await ended;
  // Assess
  expect(code).toBe(130);
  expect(err.endsWith(last)).toBe(true);
  expect(err).not.toContain("    at ");
});
