import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProgramError } from "../../../programs/program-error";
import { findPython, findTerraform } from "../../../programs/tools";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

/** A program that prints a version. */
function program(name: string, output: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "${output}"\n`);
  chmodSync(file, 0o755);
  return file;
}

describe("findTerraform", () => {
  test.each([
    ["Terraform v1.11.4", "1.11.4"],
    ["OpenTofu v1.10.0", "1.10.0"],
    ["Terraform v2.0.0", "2.0.0"],
  ])("takes %s", async (output, version) => {
    // Prepare
    const command = program(`good-${version}`, output);
    // Act
    const tool = await findTerraform({ TERRAFORM_BINARY_NAME: command });
    // Assess
    expect(tool).toEqual({ command, version });
  });

  test.each(["Terraform v1.9.8", "no version at all"])("refuses %s", async (output) => {
    // Prepare
    const command = program("old-terraform", output);
    // Act
    const act = findTerraform({ TERRAFORM_BINARY_NAME: command });
    // Assess
    await expect(act).rejects.toThrow(ProgramError);
    await expect(act).rejects.toThrow(/1\.10 or newer was not found .*\nInstall Terraform or OpenTofu/);
  });

  test("refuses a program that does not exist", async () => {
    const act = findTerraform({ TERRAFORM_BINARY_NAME: join(folder, "none") });
    await expect(act).rejects.toThrow(/was not found/);
  });
});

describe("findPython", () => {
  test("takes the one that PYTHON names", async () => {
    // Prepare
    const command = program("python-new", "Python 3.12.1");
    // Act
    const tool = await findPython({ PYTHON: command });
    // Assess
    expect(tool).toEqual({ command, version: "3.12.1" });
  });

  test("skips one that is too old", async () => {
    // Prepare
    const command = program("python-old", "Python 3.9.18");
    // Act
    const tool = await findPython({ PYTHON: command });
    // Assess
    expect(tool.command).toBe("python3");
  });
});
