import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { createFolder, outputFolder, writeCommandManifest } from "../../../stacks/output-folder";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const STANDARD = join(PROJECT_ROOT, "cdktf.out");

test.each([{ given: undefined }, { given: "cdktf.out" }, { given: STANDARD }])(
  "in the standard folder ($given), each environment has a folder, and state stays at the project's root",
  ({ given }) => {
    // Prepare: what the CDKTF CLI says

    // Act
    const output = outputFolder("production", given);

    // Assess
    expect(output).toEqual({
      folder: join(STANDARD, "production"),
      commandFolder: STANDARD,
      stateFolder: "../../../..",
    });
    expect(join(output.folder, "stacks/source", output.stateFolder)).toBe(PROJECT_ROOT);
  },
);

test("a folder that the user chose is used as it is, with the state beside it", () => {
  // Prepare
  const given = join(folder, "out");

  // Act
  const output = outputFolder("production", given);

  // Assess
  expect(output).toEqual({ folder: given, commandFolder: given, stateFolder: "../../.." });
});

/** What CDKTF writes. */
function manifest(prefix: string) {
  return {
    version: "0.21.0",
    stacks: {
      consumer: {
        name: "consumer",
        constructPath: "consumer",
        dependencies: ["source"],
        annotations: [],
        workingDirectory: `${prefix}stacks/consumer`,
        synthesizedStackPath: `${prefix}stacks/consumer/cdk.tf.json`,
        stackMetadataPath: `${prefix}stacks/consumer/metadata.json`,
      },
    },
  };
}

test("the CDKTF CLI finds the environment's stacks by a manifest in its own folder", () => {
  // Prepare
  const output = {
    folder: join(folder, "cdktf.out/production"),
    commandFolder: join(folder, "cdktf.out"),
    stateFolder: "",
  };
  createFolder(output);
  writeFileSync(join(output.folder, "manifest.json"), JSON.stringify(manifest("")));

  // Act
  writeCommandManifest(output);

  // Assess
  const written = JSON.parse(readFileSync(join(output.commandFolder, "manifest.json"), "utf8"));
  expect(written).toEqual(manifest("production/"));
});

test("a manifest in a folder that the user chose stays as CDKTF wrote it", () => {
  // Prepare
  const chosen = join(folder, "chosen");
  mkdirSync(chosen);
  const file = join(chosen, "manifest.json");
  writeFileSync(file, JSON.stringify(manifest("")));

  // Act
  writeCommandManifest(outputFolder("production", chosen));

  // Assess
  expect(readFileSync(file, "utf8")).toBe(JSON.stringify(manifest("")));
});
