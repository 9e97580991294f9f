import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { PROJECT_ROOT } from "../../../config/paths";
import { bundleCode, bundleLayer, bundlerOf, packagingOf } from "../../../stacks/function-code";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const LOCATION = { projectRoot: PROJECT_ROOT, outDir: join(folder, "bundles") };

test("archives keep their names: a new one would replace a deployed layer", () => {
  // Act
  const archives = [
    bundleCode("lambda-src/stream-handler/index.ts", "function", LOCATION),
    bundleCode("lambda-src/reader-api/index.ts", "function-on-layer", LOCATION),
    bundleCode("lambda-src/account-switcher/index.ts", "function-on-layer", LOCATION),
    bundleLayer(LOCATION),
  ];

  // Assess
  expect(archives.map(({ zipPath }) => basename(zipPath))).toEqual([
    "stream-handler-fc06fda0.zip",
    "reader-api-f2a178bf.zip",
    "account-switcher-4a9d2929.zip",
    "cross-account-e2b07e2a.zip",
  ]);
});

test("the layer contains the module where Lambda looks for it, and functions on the layer do not", () => {
  // Act
  const [layer, fn] = [
    bundleLayer(LOCATION),
    bundleCode("lambda-src/reader-api/index.ts", packagingOf({ layered: true }), LOCATION),
  ];

  // Assess
  expect(Object.keys(unzipSync(readFileSync(layer.zipPath)))).toEqual([
    "nodejs/node_modules/cross-account/index.js",
  ]);
  expect(Object.keys(unzipSync(readFileSync(fn.zipPath)))).toEqual(["index.js"]);
  expect(codeOf(fn.zipPath)).toContain('require("cross-account")');
});

test("a function without a layer holds all its code", () => {
  // Act
  const { zipPath } = bundleCode("lambda-src/reader-api/index.ts", packagingOf({ layered: false }), LOCATION);

  // Assess
  expect(codeOf(zipPath)).not.toContain('require("cross-account")');
});

test("the AWS SDK looks for credentials in environment variables only", () => {
  // Act
  const { zipPath } = bundleLayer(LOCATION);

  // Assess
  const code = codeOf(zipPath, "nodejs/node_modules/cross-account/index.js");
  expect(code).toContain("AWS_SECRET_ACCESS_KEY");
  expect(code).not.toContain("credential_process");
});

test("a project's bundler packs into the project's own folder", () => {
  // Act
  const { zipPath } = bundlerOf(PROJECT_ROOT)("lambda-src/stream-handler/index.ts", "function");

  // Assess
  expect(zipPath).toBe(join(PROJECT_ROOT, ".bundles", "stream-handler-fc06fda0.zip"));
});

describe("the stream handler's bundle", () => {
  const { zipPath } = bundleCode("__tests__/fixtures/stream-handler/index.ts", "function", LOCATION);

  test("names no path of this machine", () => {
    // Act
    const code = codeOf(zipPath);
    // Assess
    expect(code).not.toContain(PROJECT_ROOT);
    expect(code).not.toContain("node_modules");
  });

  test("runs by itself, and handles the event that was recorded from AWS", () => {
    // Prepare: nothing lies beside it, so whatever it needs must be in it.
    const task = join(folder, "task");
    mkdirSync(task);
    writeFileSync(join(task, "index.js"), codeOf(zipPath));
    const event = readFileSync(join(PROJECT_ROOT, "__tests__/fixtures/recorded-event.json"), "utf8");
    const script = `require("./index").handler(${event}, {}).then((answer) => console.log(JSON.stringify({ answer })))`;
    // Act
    const output = execFileSync(process.execPath, ["-e", script], {
      cwd: task,
      env: { LOG_RECORDS: "true", POWERTOOLS_SERVICE_NAME: "handler" },
      encoding: "utf8",
    });
    // Assess
    const [record, metadata, metrics, answer] = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(record).toMatchObject({ service: "handler", dynamodb: { Keys: { id: { S: "test-001" } } } });
    expect(metadata).toMatchObject({ message: "Item changed", tableName: "CrossAccountTest" });
    expect(metrics).toMatchObject({ service: "handler", RecordsHandled: 1, RecordsFailed: 0 });
    expect(answer).toEqual({ answer: { batchItemFailures: [] } });
  });
});

function codeOf(zipPath: string, file = "index.js"): string {
  return Buffer.from(unzipSync(readFileSync(zipPath))[file] ?? []).toString();
}
