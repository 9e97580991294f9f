import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../config/paths";

/** How a command ended, and what it took. */
export interface Measured {
  readonly code: number | null;
  readonly out: string;
  /** From the start of its process to the end. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Peak of its resident memory, MiB. */
  readonly peakMebibytes: number;
}

/**
 * Runs a command of `cli/` as `npm run` does.
 * @param folder with the environment file `bench.yaml`
 */
export async function measured(
  folder: string,
  command: string,
  ...args: readonly string[]
): Promise<Measured> {
  const usageFile = join(folder, "usage.json");
  const preloads = ["./register.cjs", "./bench/support/note-usage.cjs"].flatMap((file) => ["-r", file]);
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ["--disable-warning=DEP0044", ...preloads, `cli/${command}.ts`, ...args],
    {
      cwd: PROJECT_ROOT,
      env: {
        ...process.env,
        ENVIRONMENT: "bench",
        ENVIRONMENTS_DIRECTORY: folder,
        BENCH_USAGE_FILE: usageFile,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let out = "";
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const seconds = (performance.now() - startedAt) / 1000;
  return { code, out, seconds, ...JSON.parse(readFileSync(usageFile, "utf8")) };
}

/** The figures of a command in a line. */
export function figures({ code, seconds, cpuSeconds, peakMebibytes }: Measured): string {
  return `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time, peak memory ${peakMebibytes.toFixed(0)} MiB, exit code ${code}`;
}
