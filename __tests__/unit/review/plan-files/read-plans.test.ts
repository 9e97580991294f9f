import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlans } from "../../../../review/plan/read-plans";
import { temporaryFolder } from "../../support/temporary-folder";
import { pipeline } from "../pipeline";
import { writePlans } from "../write-plans";

const root = temporaryFolder();
/** A folder of plans, as it is written. */
function folderOf(planText?: string): string {
  const folder = mkdtempSync(join(root, "plans-"));
  writePlans(folder, pipeline(), {}, planText);
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
