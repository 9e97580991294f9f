import { closeSync, mkdirSync, openSync, readSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fingerprint } from "./fingerprint";
import { bundledPackages, notices } from "./licences";
import { NOTICES, PACKAGE_ROOT, PROGRAM } from "./paths";
import { policyData } from "./policy-data";

const SHEBANG = "#!/usr/bin/env node\n";

/**
 * Builds the program unless it is there for the sources as they are.
 * @returns its path
 * @throws Error when a source cannot be bundled
 */
export async function ensureBuilt(): Promise<string> {
  const head = headOf(fingerprint());
  if (!startsWith(PROGRAM, head)) await bundle(head);
  return PROGRAM;
}

function headOf(sources: string): string {
  return `${SHEBANG}/* Contains AGPL-3.0-or-later code: see THIRD-PARTY-LICENSES.txt. Sources: ${sources} */\n`;
}

async function bundle(head: string): Promise<void> {
  // Loaded only when there is something to build.
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: PACKAGE_ROOT,
    entryPoints: [join("src", "main.ts")],
    outfile: PROGRAM,
    bundle: true,
    platform: "node",
    target: "node20",
    // ECMAScript modules: only what is used of them gets in.
    mainFields: ["module", "main"],
    plugins: [policyData],
    // Names stay, so that a stack trace can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 160,
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [output] = outputFiles;
  const packages = bundledPackages(Object.keys(metafile.inputs));
  mkdirSync(dirname(PROGRAM), { recursive: true });
  replace(NOTICES, notices(packages));
  replace(PROGRAM, `${head}${output?.text}`, 0o755);
}

/** In one step: a process that starts the program meanwhile gets the old one or the new one. */
function replace(path: string, text: string, mode = 0o644): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, path);
}

function startsWith(path: string, head: string): boolean {
  try {
    const descriptor = openSync(path, "r");
    const buffer = Buffer.alloc(Buffer.byteLength(head));
    readSync(descriptor, buffer, 0, buffer.length, 0);
    closeSync(descriptor);
    return buffer.toString("utf8") === head;
  } catch {
    return false;
  }
}
