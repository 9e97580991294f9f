import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlans } from "../../../../review/plan/read-plans";
import { temporaryFolder } from "../../support/temporary-folder";
import { pipeline } from "../pipeline";
import { manifestOf } from "../plan";

const root = temporaryFolder();
const LOCK_FILE = 'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.100.0"\n}\n';

/** A folder of plans, as it is written. */
function folderOf(planText?: string): string {
  const folder = mkdtempSync(join(root, "plans-"));
  const stacks = pipeline().map((stack) => {
    const { name } = stack.planned;
    mkdirSync(join(folder, name));
    const write = (file: string, text: string) => {
      writeFileSync(join(folder, name, file), text);
      return { file: `${name}/${file}`, sha256: createHash("sha256").update(text).digest("hex") };
    };
    const planned = {
      ...stack.planned,
      json: write("plan.json", planText ?? JSON.stringify(stack.plan)),
      configuration: write("cdk.tf.json", JSON.stringify(stack.configuration)),
      lockFile: write(".terraform.lock.hcl", LOCK_FILE),
    };
    return { ...stack, planned };
  });
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifestOf(stacks)));
  return folder;
}

test("plans are read with configuration and versions of providers", () => {
  // Prepare
  const folder = folderOf();

  // Act
  const { stacks } = readPlans(folder);

  // Assess
  expect(stacks.map(({ planned, providers }) => [planned.name, providers])).toEqual([
    ["source", { "registry.terraform.io/hashicorp/aws": "5.100.0" }],
    ["consumer", { "registry.terraform.io/hashicorp/aws": "5.100.0" }],
  ]);
});

test("a plan that was changed afterwards is refused", () => {
  // Prepare
  const folder = folderOf();
  writeFileSync(join(folder, "source", "plan.json"), "{}");

  // Act
  const read = () => readPlans(folder);

  // Assess
  expect(read).toThrow(
    `${join(folder, "source/plan.json")}: it is not the file that was planned: its hash differs.\nPlan again with \`npm run plan\`.`,
  );
});

test("a format of plans that is not known is refused", () => {
  // Prepare
  const folder = folderOf('{"format_version":"2.0"}');

  // Act
  const read = () => readPlans(folder);

  // Assess
  expect(read).toThrow("its format 2.0 is not known");
});
