import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStacks, readStacksInOrder } from "../../../synthesized/read-stacks";
import { synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

test("stacks are read with their account and region", () => {
  // Prepare
  const { outdir } = synthesize({}, folder);

  // Act
  const stacks = readStacks(outdir);

  // Assess
  expect(stacks).toMatchObject([
    { name: "consumer", accountId: "222222222222", region: "eu-central-1" },
    { name: "source", accountId: "111111111111", region: "eu-central-1" },
  ]);
});

test("what is left of a stack that was removed is not read", () => {
  // Prepare
  const { outdir } = synthesize({}, folder);
  cpSync(join(outdir, "stacks/source"), join(outdir, "stacks/source-removed"), { recursive: true });

  // Act
  const stacks = readStacks(outdir);

  // Assess
  expect(stacks.map(({ name }) => name)).toEqual(["consumer", "source"]);
});

test("a folder without stacks is an error with a remedy", () => {
  // Prepare
  const empty = join(folder, "empty");

  // Act
  const act = () => readStacks(empty);

  // Assess
  expect(act).toThrow(
    `There are no synthesized stacks in ${empty}.\nGive the folder that \`cdktf synth --output\` wrote to, such as cdktf.out.`,
  );
});

test("a stack that is no JSON is an error with a remedy", () => {
  // Prepare
  const broken = join(folder, "broken");
  mkdirSync(join(broken, "stacks/source"), { recursive: true });
  writeFileSync(join(broken, "stacks/source/cdk.tf.json"), "{");
  const stacks = { source: { name: "source", synthesizedStackPath: "stacks/source/cdk.tf.json" } };
  writeFileSync(join(broken, "manifest.json"), JSON.stringify({ stacks }));

  // Act
  const act = () => readStacks(broken);

  // Assess
  expect(act).toThrow(/cdk\.tf\.json: it is not JSON: .*\nSynthesize it again\.$/);
});

test("stacks in order come after those that they depend on, with the folder that Terraform runs in", () => {
  // Prepare
  const { outdir } = synthesize({}, folder);

  // Act
  const stacks = readStacksInOrder(outdir);

  // Assess
  expect(stacks.map(({ name, dependsOn, folder: where }) => ({ name, dependsOn, where }))).toEqual([
    { name: "source", dependsOn: [], where: join(outdir, "stacks/source") },
    { name: "consumer", dependsOn: ["source"], where: join(outdir, "stacks/consumer") },
  ]);
});
