/**
 * How much memory the reader API takes, with pages that take the most. Exit code 1 if it is more than a function has.
 * `npm run bench:reader -- "small attributes"` measures one kind of page.
 */
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { PROJECT_ROOT } from "../config/paths";
import { bundleCode, bundleLayer } from "../stacks/function-code";

/** The function's memory by default, MB. */
const MEMORY_MB = 256;
const SEGMENTS = 8;
const REQUESTS = 3;
/** Lambda's runtime gives V8 less than the function has; assumed, as AWS documents no figure. */
const V8_FLAGS = [`--max-old-space-size=${Math.floor(MEMORY_MB * 0.9)}`, "--max-semi-space-size=12"];

/** DynamoDB Developer Guide, "Item sizes and formats": stored bytes of a page and of an item. */
const PAGE_BYTES = 1024 * 1024;
const ITEM_BYTES = 400 * 1024;

/** What the items of a page consist of. */
interface Parts {
  /** The JSON of one part. */
  readonly part: (index: number) => string;
  /** Its size as DynamoDB counts. */
  readonly bytes: number;
  /** Whether the parts are the members of one list, and not attributes of the item. */
  readonly isList: boolean;
}

/** Pages that are as large as may be: the smaller the parts, the more memory they take. */
const PAGES: Readonly<Record<string, Parts>> = {
  "one long text": { part: () => `{"S":"${"x".repeat(4_000)}"}`, bytes: 4_001, isList: true },
  "numbers of 38 digits": {
    part: () => `{"N":"${"1234567890".repeat(4).slice(0, 38)}"}`,
    bytes: 21,
    isList: true,
  },
  "small attributes": { part: (index) => `"${index.toString(36)}":{"S":"a"}`, bytes: 5, isList: false },
  "small values in lists": { part: () => '{"NULL":true}', bytes: 2, isList: true },
};

/** The body of DynamoDB's answer to Scan, about 1 MB as DynamoDB counts. */
function pageOf({ part, bytes, isList }: Parts): string {
  const items = Math.floor(PAGE_BYTES / ITEM_BYTES);
  const parts = Array.from({ length: Math.floor(ITEM_BYTES / bytes) }, (_, index) => part(index)).join(",");
  const content = isList ? `"l":{"L":[${parts}]}` : parts;
  const item = (id: number) => `{"deviceId":{"S":"${id}"},${content}}`;
  const last = '{"deviceId":{"S":"1"}}';
  return `{"Items":[${Array.from({ length: items }, (_, id) => item(id)).join(",")}],"LastEvaluatedKey":${last}}`;
}

const CREDENTIALS = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

async function serve(page: string): Promise<Server> {
  const body = Buffer.from(page);
  const server = createServer((request, response) => {
    request.resume();
    response.end(request.headers["x-amz-target"] ? body : CREDENTIALS);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Runs the function as it is deployed. */
const CHILD = `
const event = { queryStringParameters: { segments: "${SEGMENTS}" } };
const context = { getRemainingTimeInMillis: () => 60000 };
(async () => {
  const { handler } = require(process.argv[2]);
  const statuses = [];
  for (let n = 0; n < ${REQUESTS}; n += 1) statuses.push((await handler(event, context)).statusCode);
  process.send({ statuses, peakMb: process.resourceUsage().maxRSS / 1024 });
  process.disconnect();
})();
`;

interface Outcome {
  readonly statuses: readonly number[];
  readonly peakMb: number;
}

function unpack(zipPath: string, into: string): void {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zipPath)))) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), content);
  }
}

async function measure(folder: string, page: string): Promise<Outcome | undefined> {
  const server = await serve(page);
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "s",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    SOURCE_ACCOUNT_ID: "111111111111",
    ACCESS_ROLE_NAME: "role",
    TABLE_NAME: "table",
    KEY_ATTRIBUTES: '["deviceId"]',
    NODE_PATH: join(folder, "layer/nodejs/node_modules"),
  };
  const child = fork(join(folder, "child.js"), [join(folder, "function/index.js")], {
    env,
    execArgv: V8_FLAGS,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const outcome = await new Promise<Outcome | undefined>((resolve) => {
    child.once("message", (message) => resolve(message as Outcome));
    child.once("exit", () => resolve(undefined));
  });
  server.closeAllConnections();
  server.close();
  return outcome;
}

async function main(folder: string): Promise<void> {
  unpack(bundleLayer({ projectRoot: PROJECT_ROOT }).zipPath, join(folder, "layer"));
  const { zipPath } = bundleCode("lambda-src/reader-api/index.ts", "function-on-layer", {
    projectRoot: PROJECT_ROOT,
  });
  unpack(zipPath, join(folder, "function"));
  writeFileSync(join(folder, "child.js"), CHILD);
  console.log(
    `Peak memory of the process for ${REQUESTS} requests with ${SEGMENTS} segments, MB; a function has ${MEMORY_MB}:`,
  );
  const [, , wanted = ""] = process.argv;
  for (const [name, kind] of Object.entries(PAGES).filter(([name]) => name.includes(wanted))) {
    const page = pageOf(kind);
    const outcome = await measure(folder, page);
    const size = `${(page.length / 1024 / 1024).toFixed(1)} MB a page`;
    console.log(
      `${name.padEnd(24)}${size.padEnd(18)}${outcome ? `${outcome.peakMb.toFixed(0)}  ${outcome.statuses.join(" ")}` : "out of memory"}`,
    );
    if (!outcome || outcome.peakMb > MEMORY_MB) process.exitCode = 1;
  }
}

const folder = mkdtempSync(join(tmpdir(), "bench-reader-"));
void main(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
