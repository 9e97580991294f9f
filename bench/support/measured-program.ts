import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../config/paths";

/** How a program of the project ended, and what it took. */
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
 * Runs a program of the project in a process of its own, as npm and the CDKTF CLI do.
 * @param folder with the environment file `bench.yaml`
 * @param program path from the project's root, with arguments
 * @param variables in addition to those of this process
 */
export async function measuredProgram(
  folder: string,
  program: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const usageFile = join(folder, "usage.json");
  const preloads = ["./register.cjs", "./bench/support/note-usage.cjs"].flatMap((file) => ["-r", file]);
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=DEP0044", ...preloads, ...program], {
    cwd: PROJECT_ROOT,
    env: {
      ...process.env,
      ENVIRONMENT: "bench",
      ENVIRONMENTS_DIRECTORY: folder,
      BENCH_USAGE_FILE: usageFile,
      ...variables,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (piece) => {
    out += piece;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const seconds = (performance.now() - startedAt) / 1000;
  return { code, out, seconds, ...JSON.parse(readFileSync(usageFile, "utf8")) };
}

/** Runs a command of `cli/` as `npm run` does. @param folder with the environment file `bench.yaml` */
export function measured(folder: string, command: string, ...args: readonly string[]): Promise<Measured> {
  return measuredProgram(folder, [`cli/${command}.ts`, ...args]);
}

/** The run with the median of the durations. */
export function medianOf(runs: readonly Measured[]): Measured | undefined {
  return [...runs].sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
}

/** The figures of a program in a line. */
export function figures({ code, seconds, cpuSeconds, peakMebibytes }: Measured): string {
  return `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of processor time, peak memory ${peakMebibytes.toFixed(0)} MiB, exit code ${code}`;
}
