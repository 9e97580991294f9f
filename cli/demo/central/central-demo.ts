import { relative } from "node:path";
import { down } from "../../../sandbox/down";
import { requireRunning } from "../../../sandbox/require-running";
import { up } from "../../../sandbox/up";
import type { Demonstration, DemoOptions } from "../demonstration";
import { deployToSandbox, synthesizeIntoSandbox } from "../many/deployment";
import { variantsFolder } from "../many/sandbox-variant";
import { timed } from "../step";
import { CentralRun } from "./central-run";
import { centralHolds, emptyCentralResult } from "./result";
import { type CentralTable, centralTable } from "./tenants";
import { centralText } from "./text";

/** What the scenario is given. */
export interface CentralOptions extends DemoOptions {
  readonly seed: number;
}

/** Shows one table of all tenants: each tenant's function is given the changes of its own items, and no others. */
export function centralDemo({ seed, signal, keep, patienceMs }: CentralOptions): Demonstration {
  const table = centralTable(seed);
  const { loaded } = table;
  const result = emptyCentralResult(seed);
  const { seconds } = result;
  const run = new CentralRun(table, result, signal, patienceMs);
  return {
    tasks: [
      timed(seconds, "Start the local AWS", "sandbox", async (say) => {
        await up({ environment: loaded, signal, onProgress: say });
      }),
      timed(seconds, "Synthesize the table and the tenants' functions", "synth", async () => {
        synthesizeIntoSandbox(loaded);
      }),
      timed(seconds, "Deploy the stacks side by side (npm run deploy)", "deploy", async (say) => {
        await deployToSandbox(loaded, signal, say);
      }),
      timed(seconds, `Write items of all tenants at random, with seed ${seed}`, "load", () => run.write()),
      timed(seconds, "Compare what each tenant's function was given", "count", () => run.count()),
      ...(keep ? [] : [timed(seconds, "Stop the local AWS", undefined, () => down().then(() => undefined))]),
    ],
    result,
    text: () => centralText(result),
    nextSteps: () => nextSteps(table),
    holds: () => centralHolds(result),
  };
}

function nextSteps({ loaded, tenants }: CentralTable): string {
  const folder = relative(process.cwd(), variantsFolder());
  const logs = tenants.flatMap(({ receiver }) =>
    receiver
      ? [`  npm run sandbox -- logs ${receiver.functionName} --environment ${loaded.name} --follow`]
      : [],
  );
  return `
Everything is still running at ${requireRunning().emulatorUrl}. Its environment file is ${folder}/${loaded.name}.yaml. Try:
  export ENVIRONMENTS_DIRECTORY=${folder}
${logs.join("\n")}
  npm run status -- --environment ${loaded.name}
To stop it:
  npm run sandbox -- down`;
}
