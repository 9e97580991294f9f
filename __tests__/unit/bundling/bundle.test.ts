import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { unzipSync } from "fflate";
import { type BundleOptions, bundle as bundleWith } from "../../../bundling/bundle";
import { inputsOf } from "../../../bundling/bundle-cache";
import { BundleError } from "../../../bundling/bundle-error";
import { PROJECT_ROOT } from "../../../config/paths";
import { problemLine } from "../../../errors/user-problem";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
let projects = 0;

/** A small project of its own: a handler in a folder, and a module that it imports. */
function project(files: Record<string, string> = {}): string {
  projects += 1;
  const root = join(folder, `project-${projects}`);
  const all = {
    "src/index.ts": 'import { answer } from "./answer";\nexport const handler = async () => answer;\n',
    "src/answer.ts": "export const answer: number = 42;\n",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const bundle = (projectRoot: string, entry = "src/index.ts") => bundleWith({ entry, projectRoot });

function problemsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof BundleError) return error.problems.map(problemLine);
    throw error;
  }
  throw new Error("no BundleError was thrown");
}

describe("a module for a layer", () => {
  const LAYER = { entry: "pricing/index.ts", file: "nodejs/node_modules/pricing/index.js" };
  const usesLayer = 'import { name } from "pricing";\nexport const handler = async () => name;\n';

  test("lies where Lambda looks for modules", () => {
    // Prepare
    const projectRoot = project({ [LAYER.entry]: 'export const name = "the layer";\n' });
    // Act
    const { zipPath } = bundleWith({ ...LAYER, projectRoot });
    // Assess
    expect(Object.keys(unzipSync(readFileSync(zipPath)))).toEqual([LAYER.file]);
  });

  test("is left out of a function that is made for the layer, and the function runs with it", () => {
    // Prepare
    const projectRoot = project({
      [LAYER.entry]: 'export const name = "the layer";\n',
      "src/index.ts": usesLayer,
    });
    const out = mkdtempSync(join(folder, "unpacked-"));
    const packed = [
      bundleWith({ ...LAYER, projectRoot }),
      bundleWith({ entry: "src/index.ts", projectRoot, external: ["pricing"] }),
    ];
    for (const { zipPath } of packed) unpack(zipPath, out);
    // Act
    const run = (NODE_PATH: string) =>
      spawnSync(process.execPath, ["-e", `require("${out}/index.js").handler().then(console.log)`], {
        env: { NODE_PATH },
        encoding: "utf8",
      });
    // Assess
    expect(run(join(out, "nodejs/node_modules")).stdout).toBe("the layer\n");
    expect(run("").stderr).toContain("Cannot find module 'pricing'");
  });

  test("is missed by a function that is to hold all its code", () => {
    // Prepare
    const projectRoot = project({ "src/index.ts": usesLayer });
    // Act
    const problems = problemsOf(() => bundle(projectRoot));
    // Assess
    expect(problems).toEqual([expect.stringContaining('Could not resolve "pricing"')]);
  });
});

test("a module with an alias is replaced by the file", () => {
  // Prepare
  const projectRoot = project({
    "src/index.ts": 'import { secret } from "vault";\nexport const handler = async () => secret;\n',
    "src/fake-vault.ts": 'export const secret = "from the file";\n',
  });
  const alias = { vault: "./src/fake-vault.ts" };
  // Act
  const { zipPath } = bundleWith({ entry: "src/index.ts", projectRoot, alias });
  // Assess
  expect(codeOf(zipPath)).toContain("from the file");
});

function unpack(zipPath: string, out: string): void {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zipPath)))) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), content);
  }
}

describe("a bundle", () => {
  test("is an archive of one file that everyone may read, with its hash and size", () => {
    // Act
    const { zipPath, sourceCodeHash, bytes } = bundle(project());
    // Assess
    const zip = readFileSync(zipPath);
    expect(Object.keys(unzipSync(zip))).toEqual(["index.js"]);
    expect(sourceCodeHash).toBe(createHash("sha256").update(zip).digest("base64"));
    expect(bytes).toBe(zip.length);
    // The file's Unix mode stands in the upper half of the external attributes, at byte 38 of the directory entry.
    const entry = zip.indexOf(Buffer.from("PK\x01\x02", "latin1"));
    expect((zip.readUInt32LE(entry + 38) >>> 16).toString(8)).toBe("100644");
  });

  test("lies in the project's .bundles, or in the folder that is named", () => {
    // Prepare
    const projectRoot = project();
    const outDir = join(projectRoot, "elsewhere");
    // Act
    const here = bundleWith({ entry: "src/index.ts", projectRoot });
    const there = bundleWith({ entry: "src/index.ts", projectRoot, outDir });
    // Assess
    expect(here.zipPath).toMatch(new RegExp(`^${projectRoot}/\\.bundles/src-[0-9a-f]{8}\\.zip$`));
    expect(there.zipPath).toMatch(new RegExp(`^${outDir}/src-[0-9a-f]{8}\\.zip$`));
  });

  test("has the same bytes wherever the project lies, whatever the working directory and the time zone", () => {
    // Prepare
    const [one, other] = [project(), project()];
    const script = `
      const { bundle } = require(${JSON.stringify(join(PROJECT_ROOT, "bundling/bundle.ts"))});
      process.stdout.write(bundle({ entry: "src/index.ts", projectRoot: ${JSON.stringify(other)} }).zipPath);`;
    // Act
    const first = bundle(one);
    const second = execFileSync(
      process.execPath,
      ["-r", join(PROJECT_ROOT, "node_modules/ts-node/register"), "-e", script],
      {
        cwd: folder,
        env: {
          ...process.env,
          TZ: "Pacific/Kiritimati",
          TS_NODE_PROJECT: join(PROJECT_ROOT, "tsconfig.json"),
        },
        encoding: "utf8",
      },
    );
    // Assess
    expect(readFileSync(second)).toEqual(readFileSync(first.zipPath));
  });

  test("is another one for another entry of the same folder name", () => {
    // Prepare
    const projectRoot = project({ "more/src/index.ts": "export const handler = async () => 1;\n" });
    // Act
    const paths = ["src/index.ts", "more/src/index.ts"].map((entry) => bundle(projectRoot, entry).zipPath);
    // Assess
    expect(new Set(paths).size).toBe(2);
  });

  test("of an entry in the root has the entry's name", () => {
    // Prepare
    const projectRoot = project({ "handler.ts": "export const handler = async () => 1;\n" });
    // Act
    const { zipPath } = bundle(projectRoot, "handler.ts");
    // Assess
    expect(zipPath).toMatch(/\/\.bundles\/handler-[0-9a-f]{8}\.zip$/);
  });

  test.each<[string, Partial<BundleOptions>]>([
    ["file", { file: "other.js" }],
    ["external", { external: ["pricing"] }],
    ["alias", { alias: { pricing: "./src/answer.ts" } }],
  ])("has another name with another %s, and the same name with the same variant", (_what, options) => {
    // Prepare
    const projectRoot = project();
    const nameOf = (more: Partial<BundleOptions>) =>
      bundleWith({ entry: "src/index.ts", projectRoot, ...more }).zipPath;
    // Act
    const [plain, different] = [nameOf({}), nameOf(options)];
    const [variant, kept] = [nameOf({ variant: "a" }), nameOf({ variant: "a", ...options })];
    // Assess
    expect(different).not.toBe(plain);
    expect(kept).toBe(variant);
  });

  test.each<[string, Partial<BundleOptions>]>([
    ["file", { file: "other.js" }],
    ["external", { external: ["pricing"] }],
    ["alias", { alias: { pricing: "./src/answer.ts" } }],
  ])("is built again if its %s changes, even under one name", (_what, options) => {
    // Prepare
    const projectRoot = project({
      "src/index.ts": 'export const handler = async () => import("pricing");\n',
      "node_modules/pricing/index.js": 'exports.price = "what the package says";\n',
    });
    const contentOf = (more: Partial<BundleOptions>) => {
      const { zipPath } = bundleWith({ entry: "src/index.ts", projectRoot, variant: "a", ...more });
      return readFileSync(zipPath).toString("base64");
    };
    const before = contentOf({});
    // Act
    const after = contentOf(options);
    // Assess
    expect(after).not.toBe(before);
  });

  test("tells what it was made of", () => {
    // Act
    const { zipPath } = bundle(project());
    // Assess
    expect(inputsOf(zipPath)).toEqual(["src/answer.ts", "src/index.ts"]);
  });

  test("is the same one however the entry is written", () => {
    // Prepare
    const projectRoot = project();
    // Act
    const paths = ["src/index.ts", "./src/../src/index.ts", join(projectRoot, "src/index.ts")].map(
      (entry) => bundle(projectRoot, entry).zipPath,
    );
    // Assess
    expect(new Set(paths).size).toBe(1);
  });
});

describe("a bundle that is there already", () => {
  /** Bundles where esbuild cannot be loaded. */
  function bundleWithoutEsbuild(projectRoot: string) {
    let result: ReturnType<typeof bundle> | undefined;
    jest.isolateModules(() => {
      jest.doMock("esbuild", () => {
        throw new Error("esbuild was loaded");
      });
      const isolated = require("../../../bundling/bundle") as typeof import("../../../bundling/bundle");
      result = isolated.bundle({ entry: "src/index.ts", projectRoot });
    });
    return result;
  }

  afterEach(() => jest.dontMock("esbuild"));

  test("is given again without loading esbuild", () => {
    // Prepare
    const projectRoot = project();
    const built = bundle(projectRoot);
    // Act
    const again = bundleWithoutEsbuild(projectRoot);
    // Assess
    expect(again).toEqual(built);
  });

  test.each<[string, (projectRoot: string) => void]>([
    ["the entry changed", (root) => writeFileSync(join(root, "src/index.ts"), "export const handler = 1;")],
    ["an import changed", (root) => writeFileSync(join(root, "src/answer.ts"), "export const answer = 43;")],
    ["an import is gone", (root) => rmSync(join(root, "src/answer.ts"))],
    ["other packages are installed", (root) => writeFileSync(join(root, "package-lock.json"), "{}")],
    ["the compiler's options changed", (root) => writeFileSync(join(root, "tsconfig.json"), "{}")],
  ])("is not used if %s", (_, change) => {
    // Prepare
    const projectRoot = project();
    bundle(projectRoot);
    // Act
    change(projectRoot);
    // Assess
    expect(() => bundleWithoutEsbuild(projectRoot)).toThrow("esbuild was loaded");
  });

  test("holds the change after the code changed", () => {
    // Prepare
    const projectRoot = project();
    const before = bundle(projectRoot);
    writeFileSync(join(projectRoot, "src/answer.ts"), "export const answer = 43;");
    // Act
    const after = bundle(projectRoot);
    // Assess
    expect(after.sourceCodeHash).not.toBe(before.sourceCodeHash);
    expect(codeOf(after.zipPath)).toContain("43");
  });

  test.each<[string, string, (path: string) => void]>([
    ["the archive is cut", ".zip", (path) => writeFileSync(path, readFileSync(path).subarray(0, 50))],
    ["the archive is gone", ".zip", (path) => rmSync(path)],
    ["its record is cut", ".json", (path) => writeFileSync(path, readFileSync(path).subarray(0, 50))],
    ["its record is of another kind", ".json", (path) => writeFileSync(path, "null")],
    ["its record is gone", ".json", (path) => rmSync(path)],
  ])("is repaired if %s", (_, ending, damage) => {
    // Prepare
    const projectRoot = project();
    const { zipPath, sourceCodeHash } = bundle(projectRoot);
    damage(zipPath.replace(/\.zip$/, ending));
    // Act
    const repaired = bundle(projectRoot);
    // Assess
    expect(repaired.sourceCodeHash).toBe(sourceCodeHash);
    expect(codeOf(repaired.zipPath)).toContain("42");
    expect(bundleWithoutEsbuild(projectRoot)).toEqual(repaired);
  });

  test("holds a file that came into the folder, where the code takes whatever is there", () => {
    // Prepare
    const projectRoot = project({
      "src/index.ts": 'export const handler = async (name: string) => import("./actions/" + name + ".ts");\n',
      "src/actions/one.ts": 'export const text = "the first";\n',
    });
    const before = codeOf(bundle(projectRoot).zipPath);
    writeFileSync(join(projectRoot, "src/actions/two.ts"), 'export const text = "the second";\n');
    // Act
    const after = codeOf(bundle(projectRoot).zipPath);
    // Assess
    expect([before.includes("the first"), before.includes("the second")]).toEqual([true, false]);
    expect([after.includes("the first"), after.includes("the second")]).toEqual([true, true]);
  });

  test("leaves no temporary file", () => {
    // Act
    const { zipPath } = bundle(project());
    // Assess
    const endings = readdirSync(dirname(zipPath)).map((name) => extname(name));
    expect(endings.sort()).toEqual([".json", ".zip"]);
  });
});

describe("code that cannot be bundled", () => {
  test("tells a missing entry file, and where it is named", () => {
    // Prepare
    const projectRoot = project();
    // Act and assess
    expect(problemsOf(() => bundle(projectRoot, "src/gone.ts"))).toEqual([
      `there is no file ${join(projectRoot, "src/gone.ts")}. Correct the path of the entry file.`,
    ]);
  });

  test("tells a syntax error with its place", () => {
    // Prepare
    const projectRoot = project({ "src/answer.ts": "export const answer = 1;\n  const const = 2;\n" });
    // Act and assess
    expect(problemsOf(() => bundle(projectRoot))).toEqual([
      'src/answer.ts:2:9: Expected identifier but found "const".',
    ]);
  });

  test("tells every problem at once", () => {
    // Prepare
    const projectRoot = project({
      "src/answer.ts": 'import "./gone";\nimport "no-such-package";\nexport const answer = 1;\n',
    });
    // Act and assess
    expect(problemsOf(() => bundle(projectRoot))).toEqual([
      'src/answer.ts:1:8: Could not resolve "./gone". Fix the path, or run `npm ci` if it is a package.',
      'src/answer.ts:2:8: Could not resolve "no-such-package". Fix the path, or run `npm ci` if it is a package.',
    ]);
  });

  test("leaves the last good bundle out of use", () => {
    // Prepare
    const projectRoot = project();
    bundle(projectRoot);
    writeFileSync(join(projectRoot, "src/index.ts"), "export {");
    // Act and assess
    expect(problemsOf(() => bundle(projectRoot))).toHaveLength(1);
  });

  test("gives one message that starts with the entry", () => {
    expect(() => bundle(project({ "src/index.ts": "export {" }))).toThrow(
      new BundleError("src/index.ts", [
        { place: "src/index.ts:1:9", cause: "Expected identifier but found end of file" },
      ]),
    );
  });
});

function codeOf(zipPath: string): string {
  return Buffer.from(unzipSync(readFileSync(zipPath))["index.js"] ?? []).toString();
}
