import { spawnSync } from "node:child_process";
import { PROJECT_ROOT } from "../../../config/paths";
import { putBack } from "../../../explain/put-back";
import { scripts } from "../../../package.json";
import { npmCommands } from "../workflows/support/npm-commands";

test("both commands of the remedy have the options that it gives them", () => {
  // Act
  const commands = putBack("production").split(", and then ").flatMap(npmCommands);

  // Assess
  expect(commands).toEqual([
    { script: "plan", options: ["--environment"] },
    { script: "apply", options: ["--plans"] },
  ]);
  for (const { script, options } of commands) {
    const [, ...program] = scripts[script as "plan" | "apply"].split(" ");
    const { stdout } = spawnSync(process.execPath, [...program, "--help"], {
      cwd: PROJECT_ROOT,
      encoding: "utf8",
    });
    expect(stdout.match(/^ {2}--[a-z-]+/gm)?.map((option) => option.trim())).toEqual(
      expect.arrayContaining([...options]),
    );
  }
});
