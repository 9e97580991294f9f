import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runProgram } from "../../programs/run-program";
import type { ChangedFile } from "./changed-file";
import { changedLines } from "./changed-lines";

const SETTINGS = "biome.json";

/** What has imports, and Biome sorts them. */
const CODE = /\.(?:ts|cts|mts|js|cjs|mjs)$/;

/** Only the order of imports: whatever else Biome would do to a user's files is not the upgrade's business. */
const SORT = [
  "check",
  "--write",
  "--formatter-enabled=false",
  "--linter-enabled=false",
  "--vcs-enabled=false",
  "--max-diagnostics=none",
  ".",
];

/**
 * Puts the imports of changed files into the order that Biome asks for, as it depends on their names. Biome works in a
 * folder of its own, so the project stays as it is. A project without Biome's settings keeps the order.
 * @throws ProgramError if Biome cannot be run or is interrupted
 */
export async function withSortedImports(
  root: string,
  changed: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<ChangedFile[]> {
  const code = changed.filter(({ file }) => CODE.test(file));
  if (code.length === 0 || !existsSync(join(root, SETTINGS))) return [...changed];
  const folder = mkdtempSync(join(tmpdir(), "upgrade-"));
  try {
    cpSync(join(root, SETTINGS), join(folder, SETTINGS));
    for (const { file, text } of code) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    await sortImports(folder, signal);
    return changed.map((file) => (CODE.test(file.file) ? sorted(file, folder) : file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sortImports(folder: string, signal: AbortSignal): Promise<void> {
  const biome = require.resolve("@biomejs/biome/bin/biome");
  await runProgram(process.execPath, [biome, ...SORT], {
    cwd: folder,
    signal,
    // A file that Biome cannot parse keeps its order, and `npm run check` says so before and after.
    accepts: [0, 1],
    remedy: "Nothing was changed. Run `npm ci`, then the command again.",
  });
}

function sorted(changed: ChangedFile, folder: string): ChangedFile {
  const { file, text, lines } = changed;
  const after = readFileSync(join(folder, file), "utf8");
  // Biome also joins imports of the same module, which is not what the names call for.
  if (lineCount(after) !== lineCount(text)) return changed;
  const all = [...lines, ...changedLines("order of imports", text, after)];
  return { file, text: after, lines: all.sort((one, other) => one.line - other.line) };
}

function lineCount(text: string): number {
  return text.split("\n").length;
}
