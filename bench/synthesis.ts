import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { describeError, UserError } from "../errors/user-error";
import { type ManyTenants, writeManyTenants } from "./support/many-tenants";
import { figures, type Measured, measuredProgram, medianOf } from "./support/measured-program";
import { largestPolicies } from "./support/policy-sizes";

interface Options {
  readonly tenants: readonly number[];
  readonly runs: number;
  readonly saas: boolean;
}

new Command("bench:synth")
  .description(
    "How long it takes to synthesize one source of many tenants and one consumer, as `cdktf synth` runs it, with alarms and without. Exit code 1 if a synthesis fails, or a policy is larger than AWS allows.",
  )
  .option("--tenants <numbers>", "how many tenants, comma-separated", wholeNumbers, [1, 10, 100, 1_000])
  .option("--runs <number>", "runs of each, of which the median is printed", wholeNumber, 3)
  .option("--saas", "what environments/saas.yaml has: a key for each tenant, and a usage meter", false)
  .action((options: Options) =>
    measure(options).catch((error) => {
      console.error(describeError(error));
      process.exitCode = 1;
    }),
  )
  .parseAsync();

async function measure({ tenants, runs, saas }: Options): Promise<void> {
  for (const alarms of [false, true]) {
    for (const count of tenants) await measureOne({ count, alarms, saas }, runs);
  }
}

async function measureOne(tenants: ManyTenants, runs: number): Promise<void> {
  const { count, alarms } = tenants;
  const folder = mkdtempSync(join(tmpdir(), "bench-synthesis-"));
  try {
    writeManyTenants(folder, tenants);
    const out = join(folder, "cdktf.out");
    const all: Measured[] = [];
    while (all.length < runs) all.push(await measuredProgram(folder, ["main.ts"], { CDKTF_OUTDIR: out }));
    const median = medianOf(all);
    if (!median || all.some(({ code }) => code !== 0)) throw failed(count);
    console.log(`${count} tenants, ${alarms ? "with" : "without"} alarms: ${figures(median)}`);
    for (const { what, count: number, size, limit } of largestPolicies(out)) {
      console.log(`  ${what}: the largest of ${number} has ${size} of ${limit}`);
      if (size > limit) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program has said why on standard error. */
function failed(count: number): UserError {
  return new UserError([{ cause: `${count} tenants were not synthesized`, remedy: "See the output above" }]);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("Give whole numbers from 1 to 99999.");
  return Number(text);
}

function wholeNumbers(text: string): number[] {
  return text.split(",").map(wholeNumber);
}
