import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { whichAws } from "../../../cli/support/connect-accounts";
import { loadEnvironment } from "../../../config/load-environment";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

test("what is deployed of a sandbox is read from the local AWS, whatever the user's own settings say", () => {
  // Prepare
  writeFileSync(join(folder, "state.json"), JSON.stringify({ emulatorUrl: "http://127.0.0.1:4566" }));
  jest.replaceProperty(process, "env", { SANDBOX_STATE_DIR: folder, AWS_PROFILE: "production" });

  // Act
  const line = whichAws(loadEnvironment("sandbox").environment);

  // Assess
  expect(line).toBe("AWS: the sandbox at http://127.0.0.1:4566");
});

test("of any other environment, from the real AWS", () => {
  // Prepare
  jest.replaceProperty(process, "env", { SANDBOX_STATE_DIR: folder, AWS_PROFILE: "production" });

  // Act
  const line = whichAws(loadEnvironment("example").environment);

  // Assess
  expect(line).toBe("AWS: the real one, profile production, region eu-central-1");
});
