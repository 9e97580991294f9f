import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../config/paths";
import { temporaryFolder } from "./support/temporary-folder";

const folder = temporaryFolder();

/** Runs a TypeScript file as `cdktf synth` does. */
function run(file: string) {
  const args = ["-r", join(PROJECT_ROOT, "register.cjs"), file];
  return spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder });
}

test("a changed file is compiled again; stack traces name its lines, also when it was compiled before", () => {
  // Prepare
  const file = join(folder, "failing.ts");
  const source = (text: string) =>
    `interface Unused { readonly a: string }\n\nconst text: string = "${text}";\nthrow new Error(text);\n`;
  writeFileSync(file, source("first"));
  // Act
  const outcomes = [run(file), run(file)];
  writeFileSync(file, source("second"));
  const changed = run(file);
  // Assess
  for (const { status, stderr } of outcomes) {
    expect(status).toBe(1);
    expect(stderr).toContain("Error: first");
    expect(stderr).toContain("failing.ts:4:7");
  }
  expect(changed.stderr).toContain("Error: second");
});

test("a file that is no TypeScript is named", () => {
  // Prepare
  const file = join(folder, "broken.ts");
  writeFileSync(file, "const = 1;\n");
  // Act
  const { status, stderr } = run(file);
  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain("broken.ts");
});
