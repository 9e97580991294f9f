import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

test("what is only loaded when it is used can be used, and stays the same", () => {
  // Prepare
  const file = join(folder, "using.ts");
  const source = `{
    const require = createRequire(${JSON.stringify(join(PROJECT_ROOT, "package.json"))});
    const { z } = require("zod");
    const { locales } = z;
    const error = locales.de().localeError({ code: "invalid_type", expected: "string", input: 1 });
    const { App, AssetType, TerraformAsset, TerraformStack } = require("cdktf");
    const app = new App({ outdir: ${JSON.stringify(join(folder, "out"))} });
    const stack = new TerraformStack(app, "stack");
    new TerraformAsset(stack, "asset", { path: ${JSON.stringify(join(PROJECT_ROOT, "errors"))}, type: AssetType.ARCHIVE });
    app.synth();
    console.log(JSON.stringify([error, locales.de === locales.de]));
  }`;
  writeFileSync(file, `import { createRequire } from "node:module";\n${source}`);
  // Act
  const { stdout, stderr } = run(file);
  // Assess
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(["Ungültige Eingabe: erwartet string, erhalten Zahl", true]);
  const assets = readdirSync(join(folder, "out", "stacks", "stack", "assets", "asset"));
  expect(assets).toHaveLength(1);
});

test("a source map that is gone leaves a stack trace with the lines of what was compiled", () => {
  // Prepare
  const file = join(folder, "no-map.ts");
  writeFileSync(file, 'interface A { readonly a: 1 }\n\nthrow new Error("no map");\n');
  run(file);
  const cache = join(PROJECT_ROOT, "node_modules", ".cache", "typescript");
  for (const name of readdirSync(cache)) {
    const isOurs = name.endsWith(".map") && readFileSync(join(cache, name), "utf8").includes("no-map.ts");
    if (isOurs) rmSync(join(cache, name));
  }
  // Act
  const { status, stderr } = run(file);
  // Assess
  expect(status).toBe(1);
  expect(stderr).toContain("Error: no map");
  expect(stderr).toContain("no-map.ts:");
});
