import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { unzipSync } from "fflate";
import { esbuildOptions } from "../bundling/esbuild-options";
import { functionsOf } from "../config/functions";
import { loadEnvironment } from "../config/load-environment";
import { PROJECT_ROOT } from "../config/paths";
import { bundleCode, bundleLayer, LAYER_MODULE, MODULE_ALIASES, packagingOf } from "../stacks/function-code";

/** Each import in a process of its own, as at a cold start. */
const RUNS = 15;

/** The stream handler with a change function that only logs: what it costs before anyone adds to it, bytes. */
const PLAIN_HANDLER = {
  entry: "__tests__/fixtures/stream-handler/index.ts",
  limits: { zipped: 50_000, code: 150_000 },
};

/** The AWS SDK's part of the layer: what the layer adds is measured against it. */
const SDK_ALONE = 'export { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";\n';

const folder = mkdtempSync(join(tmpdir(), "bench-functions-"));
const layerModules = join(folder, "layer", "nodejs", "node_modules");

/** Unpacks an archive. @returns size of all it holds, bytes */
function unpack(zipPath: string, into: string): number {
  let bytes = 0;
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zipPath)))) {
    mkdirSync(dirname(join(into, name)), { recursive: true });
    writeFileSync(join(into, name), content);
    bytes += content.length;
  }
  return bytes;
}

/** Median time that Node.js takes to load a file, ms. */
function importMs(file: string, variables: Readonly<Record<string, string>> = {}): number {
  const code = `const start = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - start);`;
  const env = {
    ...variables,
    AWS_REGION: "eu-central-1",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    NODE_PATH: layerModules,
  };
  const times = Array.from({ length: RUNS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${file} cannot be loaded: ${stderr}`);
    return Number(stdout);
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
}

function sdkAlone(): string {
  const outfile = join(folder, "sdk.js");
  const stdin = { contents: SDK_ALONE, resolveDir: PROJECT_ROOT };
  buildSync({ ...esbuildOptions({ alias: MODULE_ALIASES }), stdin, absWorkingDir: PROJECT_ROOT, outfile });
  return outfile;
}

function line(name: string, zipped: number | undefined, raw: number | undefined, ms: number): void {
  const kb = (bytes: number | undefined) =>
    (bytes === undefined ? "-" : (bytes / 1024).toFixed(1)).padStart(10);
  console.log(`${name.padEnd(44)}${kb(zipped)}${kb(raw)}${ms.toFixed(1).padStart(10)}`);
}

/** Measures the stream handler as it comes. More than its limits is an error: somebody made every cold start slower. */
function plainHandler(): void {
  const { entry, limits } = PLAIN_HANDLER;
  const { zipPath, bytes } = bundleCode(entry, "function", { projectRoot: PROJECT_ROOT });
  const into = join(folder, "plain");
  const raw = unpack(zipPath, into);
  line("stream handler as it comes", bytes, raw, importMs(join(into, "index.js")));
  if (bytes <= limits.zipped && raw <= limits.code) return;
  console.error(`It may have ${limits.zipped} bytes zipped and ${limits.code} bytes of code.`);
  process.exitCode = 1;
}

/** Prints size and import time of every function of the environment `sandbox`, and of the layer. */
function main(): void {
  console.log(
    `${"".padEnd(44)}${"zipped KB".padStart(10)}${"code KB".padStart(10)}${"import ms".padStart(10)}`,
  );
  const layer = bundleLayer({ projectRoot: PROJECT_ROOT });
  const layerBytes = unpack(layer.zipPath, join(folder, "layer"));
  const sdkMs = importMs(sdkAlone());
  const layerMs = importMs(join(layerModules, LAYER_MODULE, "index.js"));
  line("STS client of the AWS SDK alone", undefined, undefined, sdkMs);
  line("layer cross-account", layer.bytes, layerBytes, layerMs);
  plainHandler();
  for (const fn of functionsOf(loadEnvironment("sandbox").environment)) {
    const { config, layered, variables } = fn;
    const { zipPath, bytes } = bundleCode(config.entry, packagingOf(fn), { projectRoot: PROJECT_ROOT });
    const into = join(folder, config.name);
    const raw = unpack(zipPath, into);
    line(
      `${config.name}${layered ? " (with layer)" : ""}`,
      bytes,
      raw,
      importMs(join(into, "index.js"), variables),
    );
  }
  console.log(
    `The layer adds ${(layerMs - sdkMs).toFixed(1)} ms to the SDK (${(layerMs / sdkMs).toFixed(2)} times).`,
  );
}

try {
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
