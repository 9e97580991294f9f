import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileHash } from "../../../plan/file-hash";
import type { PlanManifest } from "../../../plan/manifest";
import { assertNotStale, type Present } from "../../../plan/stale";
import type { StackInFolder } from "../../../synthesized/read-stacks";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const FILES = ["cdk.tf.json", ".terraform.lock.hcl", "tfplan", "plan.json"];
const OUTPUTS = { outputs: {} };

/** Plans of one stack, and what they are compared with, in a folder of their own. */
async function planned(name: string): Promise<{ manifest: PlanManifest; present: Present }> {
  const plans = join(folder, name);
  const synthesized = join(folder, `${name}-synthesized`);
  for (const where of [join(plans, "source"), synthesized]) {
    mkdirSync(where, { recursive: true });
    for (const file of FILES) writeFileSync(join(where, file), file);
  }
  const hashed = async (file: string) => ({
    file: `source/${file}`,
    sha256: await fileHash(join(plans, "source", file)),
  });
  const place = { name: "source", accountId: "111111111111", region: "eu-central-1", dependsOn: [] };
  const stack: StackInFolder = { ...place, json: {}, folder: synthesized };
  return {
    manifest: {
      version: 1,
      environment: "sandbox",
      createdAt: "2026-11-22T05:00:00.000Z",
      terraform: "1.11.4",
      stacks: [
        {
          ...place,
          changes: true,
          sampleOutputsOf: [],
          configuration: await hashed("cdk.tf.json"),
          lockFile: await hashed(".terraform.lock.hcl"),
          plan: await hashed("tfplan"),
          json: await hashed("plan.json"),
          state: { lineage: "a", serial: 3 },
        },
      ],
      removedStacks: [],
    },
    present: {
      folder: plans,
      stacks: [stack],
      states: new Map([["source", { lineage: "a", serial: 3, ...OUTPUTS }]]),
    },
  };
}

test("plans that nothing happened to are not stale", async () => {
  // Prepare
  const { manifest, present } = await planned("same");

  // Act
  const act = assertNotStale(manifest, present);

  // Assess
  await expect(act).resolves.toBeUndefined();
});

test.each<[string, string, (present: Present) => Present]>([
  [
    "a plan that was exchanged",
    "source: source/tfplan is not the file that was planned.",
    (present) => {
      writeFileSync(join(present.folder, "source", "tfplan"), "another");
      return present;
    },
  ],
  [
    "a plan that is missing",
    "source: source/plan.json is missing.",
    (present) => {
      rmSync(join(present.folder, "source", "plan.json"));
      return present;
    },
  ],
  [
    "another configuration",
    "source: the configuration or the code changed.",
    (present) => {
      for (const stack of present.stacks) writeFileSync(join(stack.folder, "cdk.tf.json"), "another");
      return present;
    },
  ],
  [
    "other providers",
    "source: Terraform's lock file changed: other versions of providers.",
    (present) => {
      for (const stack of present.stacks) writeFileSync(join(stack.folder, ".terraform.lock.hcl"), "another");
      return present;
    },
  ],
  [
    "a deployment since",
    "source: the state was at serial 3 and is at serial 4: the stack was deployed since.",
    (present) => ({ ...present, states: new Map([["source", { lineage: "a", serial: 4, ...OUTPUTS }]]) }),
  ],
  [
    "a state of another origin",
    "source: the state was at serial 3 and is another one at serial 3: the stack was deployed since.",
    (present) => ({ ...present, states: new Map([["source", { lineage: "b", serial: 3, ...OUTPUTS }]]) }),
  ],
  [
    "a state that is gone",
    "source: the state was at serial 3 and is empty: the stack was deployed since.",
    (present) => ({ ...present, states: new Map([["source", null]]) }),
  ],
  [
    "an entry that is gone",
    "source: the environment file no longer has this stack.",
    (present) => ({ ...present, stacks: [] }),
  ],
  [
    "an entry that is new",
    "source-new: the stack came to the environment file since.",
    (present) => ({
      ...present,
      stacks: present.stacks.flatMap((stack) => [stack, { ...stack, name: "source-new" }]),
    }),
  ],
])("%s makes them stale", async (what, problem, change) => {
  // Prepare
  const { manifest, present } = await planned(what.replaceAll(" ", "-"));

  // Act
  const act = assertNotStale(manifest, change(present));

  // Assess
  await expect(act).rejects.toThrow(`The plans are stale: plan again. Nothing was applied.\n  ${problem}`);
});
