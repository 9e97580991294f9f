import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "../../build";
import { bundledPackages } from "../../build/licences";
import { NOTICES } from "../../build/paths";
import { license } from "../../package.json";

test("the notices name every AGPL package in the program, and package.json says so", async () => {
  // Act
  await ensureBuilt();

  // Assess
  const notices = readFileSync(NOTICES, "utf8");
  const agpl = [...notices.matchAll(/^(\S+) \S+ \(AGPL-3\.0-or-later\)$/gm)].map(([, name]) => name);
  expect(agpl).toEqual([
    "@cloud-copilot/iam-policy",
    "@cloud-copilot/iam-simulate",
    "@cloud-copilot/iam-utils",
  ]);
  expect(notices).toContain(
    `As it contains ${agpl.join(", ")}, the file as a whole is under AGPL-3.0-or-later.`,
  );
  expect(notices).toContain("GNU AFFERO GENERAL PUBLIC LICENSE");
  expect(license).toBe("Apache-2.0 AND AGPL-3.0-or-later");
});

describe("a package with", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "licences-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function installed(spdx: string): string {
    const root = join(folder, "node_modules", "@scope", "package");
    mkdirSync(root, { recursive: true });
    writeFileSync(
      join(root, "package.json"),
      JSON.stringify({ name: "@scope/package", version: "1.2.3", license: spdx }),
    );
    writeFileSync(join(root, "LICENSE"), "Do as you like.");
    return join(root, "index.js");
  }

  test("a known licence is listed once, with the text", () => {
    const file = installed("MIT");
    expect(bundledPackages([file, file, "src/main.ts"])).toEqual([
      { name: "@scope/package", version: "1.2.3", license: "MIT", text: "Do as you like." },
    ]);
  });

  test("an unknown licence fails the build", () => {
    const file = installed("SSPL-1.0");
    expect(() => bundledPackages([file])).toThrow("The program would contain @scope/package (SSPL-1.0).");
  });
});
