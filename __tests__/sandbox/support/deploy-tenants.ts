import { join } from "node:path";
import { deployStacks } from "../../../deploy/deploy-stacks";
import { Ledger } from "../../../deploy/ledger";
import { Terraform } from "../../../plan/terraform";
import { findTerraform } from "../../../programs/tools";
import { requireRunning } from "../../../sandbox/require-running";
import { sandboxTerraformVariables } from "../../../sandbox/terraform-variables";
import { readStacksInOrder } from "../../../synthesized/read-stacks";

/** What a run of the deployment did. */
export interface Deployed {
  /** What became of each stack. */
  readonly results: Readonly<Record<string, string>>;
  /** What was done to each resource, sorted: `consumer-billing aws_x.y Creation`. */
  readonly changed: readonly string[];
}

const COMPLETE = /^(\S+): (Creation|Modifications|Destruction) complete/;

/** Deploys every stack of the file as `npm run deploy` does. @param folder with the folder cdktf.out */
export async function deployTenants(folder: string): Promise<Deployed> {
  const { command } = await findTerraform();
  const ledger = Ledger.open(join(folder, "deployments.sandbox.json"), "sandbox");
  ledger.begin({ only: null, changed: false });
  const changed: string[] = [];
  const outcomes = await deployStacks({
    stacks: readStacksInOrder(join(folder, "cdktf.out")),
    ledger,
    resumed: false,
    terraform: new Terraform({ command, variables: sandboxTerraformVariables(requireRunning()) }),
    parallelism: 2,
    signal: new AbortController().signal,
    listener: {
      onStart: () => undefined,
      onLine: (stack, line) => {
        const [, address, what] = COMPLETE.exec(line) ?? [];
        if (address) changed.push(`${stack} ${address} ${what}`);
      },
      onOutcome: () => undefined,
    },
  });
  expect(outcomes.flatMap(({ error }) => error?.message ?? [])).toEqual([]);
  const results = outcomes.map(({ stack, result }) => [stack, result]);
  return { results: Object.fromEntries(results), changed: changed.sort() };
}
