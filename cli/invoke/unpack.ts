import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transformSync } from "@swc/core";
import { unzipSync } from "fflate";
import type { Bundles } from "./bundles";

/** A function's code on disk, laid out as in Lambda. */
export interface Unpacked {
  readonly taskRoot: string;
  /** Folder of the layer's modules; only for a function that uses the layer. */
  readonly layerModules?: string;
  readonly runtimeFolder: string;
  readonly runtimeFile: string;
}

/**
 * Unpacks a function's archives and writes the runtime beside them.
 * @param folder an absolute path
 */
export function unpack({ code, layer }: Bundles, folder: string): Unpacked {
  const taskRoot = join(folder, "task");
  extract(code, taskRoot);
  const runtime = writeRuntime(join(folder, "runtime"));
  if (layer === undefined) return { taskRoot, ...runtime };
  const layerRoot = join(folder, "layer");
  extract(layer, layerRoot);
  return { taskRoot, layerModules: join(layerRoot, "nodejs", "node_modules"), ...runtime };
}

function extract(zipPath: string, folder: string): void {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zipPath)))) {
    write(join(folder, name), content);
  }
}

/**
 * Writes the runtime as plain JavaScript, so that Node.js starts as quickly as in Lambda. swc transpiles it, because
 * it is loaded faster than esbuild starts its process.
 */
export function writeRuntime(runtimeFolder: string): Pick<Unpacked, "runtimeFolder" | "runtimeFile"> {
  const source = readFileSync(join(__dirname, "runtime.ts"), "utf8");
  const { code } = transformSync(source, {
    swcrc: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const runtimeFile = join(runtimeFolder, "runtime.js");
  write(runtimeFile, code);
  return { runtimeFolder, runtimeFile };
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
