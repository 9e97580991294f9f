import { down } from "../../../sandbox/down";
import { type DemoTask, timed } from "../step";
import type { SaasResult } from "./result";
import type { SaasRun } from "./saas-run";

/** The steps of the scenario, in order. */
export function saasTasks(
  run: SaasRun,
  { seed, seconds, tenants, removed, added }: SaasResult,
  keep: boolean,
): DemoTask[] {
  const stacks = tenants.length + 1;
  return [
    timed(seconds, "Start the local AWS", "sandbox", (say) => run.start(say)),
    timed(seconds, `Synthesize ${tenants.length} tenants and their consumer`, "synth", () =>
      run.synthesize(),
    ),
    timed(seconds, `Deploy ${stacks} stacks side by side (npm run deploy)`, "deploy", (say) =>
      run.deploy(say),
    ),
    timed(seconds, `Write to all tables at random, with seed ${seed}`, "load", () => run.write()),
    timed(seconds, `Stop the writes of ${removed}; wait until the ledger has them`, "drain", () =>
      run.drain(),
    ),
    timed(seconds, `Remove ${removed} and add ${added}; the others are written to`, "exchange", (say) =>
      run.exchange(say),
    ),
    timed(seconds, `Destroy the stack of ${removed}`, "exchange", (say) => run.destroy(say)),
    timed(seconds, `Write to the table of ${added}, too, and end the load`, "load", () => run.writeToNew()),
    timed(seconds, "Wait until the windows have ended; compare the ledger", "count", () => run.count()),
    ...(keep
      ? []
      : [
          timed(seconds, "Stop the local AWS", undefined, async () => {
            await down();
          }),
        ]),
  ];
}
