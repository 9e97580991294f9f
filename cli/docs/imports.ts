import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../config/paths";
import floors from "../../floors.json";

/** One folder of the project imports from another. */
export interface FolderImport {
  readonly from: string;
  readonly to: string;
}

/** The part of dependency-cruiser's JSON that is read here. */
interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
}

const FOLDERS = floors.flat().map(({ folder }) => folder);

/** Which folders import from which, each pair once, in the order of the floors. */
export function folderImports(): FolderImport[] {
  const pairs = new Set<string>();
  for (const { source, dependencies } of cruise().modules) {
    for (const { resolved } of dependencies) pairs.add(`${folderOf(source)} ${folderOf(resolved)}`);
  }
  return FOLDERS.flatMap((from) => FOLDERS.map((to) => ({ from, to }))).filter(
    ({ from, to }) => from !== to && pairs.has(`${from} ${to}`),
  );
}

function folderOf(file: string): string {
  return file.split("/")[0] ?? file;
}

/** Runs dependency-cruiser with the project's rules, as `npm run check` does. */
function cruise(): Cruise {
  const program = join(PROJECT_ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...options, ...FOLDERS], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  if (stdout === "") throw new Error(`dependency-cruiser printed nothing: ${stderr}`);
  return JSON.parse(stdout);
}
