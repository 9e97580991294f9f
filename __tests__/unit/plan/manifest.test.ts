import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PlanManifest, readManifest, writeManifest } from "../../../plan/manifest";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const hashed = (file: string) => ({ file: `source/${file}`, sha256: "0".repeat(64) });

function manifest(): PlanManifest {
  return {
    version: 1,
    environment: "sandbox",
    createdAt: "2026-11-22T05:00:00.000Z",
    terraform: "1.11.4",
    stacks: [
      {
        name: "source",
        accountId: "111111111111",
        region: "eu-central-1",
        dependsOn: [],
        changes: true,
        sampleOutputsOf: [],
        configuration: hashed("cdk.tf.json"),
        lockFile: hashed(".terraform.lock.hcl"),
        plan: hashed("tfplan"),
        json: hashed("plan.json"),
        state: { lineage: "a", serial: 3 },
      },
    ],
    removedStacks: [],
  };
}

test("a manifest is read as it was written, and only its owner can read it", () => {
  // Prepare
  const own = join(folder, "own");

  // Act
  writeManifest(own, manifest());

  // Assess
  expect(readManifest(own)).toEqual(manifest());
  expect(statSync(own).mode & 0o777).toBe(0o700);
  expect(statSync(join(own, "manifest.json")).mode & 0o777).toBe(0o600);
});

test.each([
  [
    "a path that leads out of the folder",
    { plan: { ...hashed("tfplan"), file: "../../etc/passwd" } },
    /plan\.file/,
  ],
  ["a stack whose name is a path", { name: "../source" }, /name/],
  ["a hash that is none", { json: { file: "source/plan.json", sha256: "abc" } }, /json\.sha256/],
  ["a field that it does not have", { sensitive: true }, /sensitive/],
])("%s is refused", (what, change, place) => {
  // Prepare
  const broken = join(folder, what.replaceAll(" ", "-"));
  mkdirSync(broken);
  const [stack] = manifest().stacks;
  writeFileSync(
    join(broken, "manifest.json"),
    JSON.stringify({ ...manifest(), stacks: [{ ...stack, ...change }] }),
  );

  // Act
  const act = () => readManifest(broken);

  // Assess
  expect(act).toThrow(place);
  expect(act).toThrow("Make plans with `npm run plan`.");
});

test("a folder without a manifest is an error with a remedy", () => {
  // Prepare
  const none = join(folder, "none");

  // Act
  const act = () => readManifest(none);

  // Assess
  expect(act).toThrow(`${none}: there are no plans here.\nMake plans with \`npm run plan\`.`);
});
