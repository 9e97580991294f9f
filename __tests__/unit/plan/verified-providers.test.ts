import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { verifiedProviders } from "../../../plan/verified-providers";
import { temporaryFolder } from "../support/temporary-folder";

const root = temporaryFolder();
const AWS = "registry.terraform.io/hashicorp/aws";
const RANDOM = "registry.terraform.io/hashicorp/random";

/** `.terraform` with these providers installed. */
function dataFolder(...installed: string[]): string {
  const folder = mkdtempSync(join(root, "data-"));
  for (const path of installed) mkdirSync(join(folder, "providers", path), { recursive: true });
  return folder;
}

test("each provider is taken from where it was installed", () => {
  // Prepare
  const folder = dataFolder(`${RANDOM}/3.7.2/linux_amd64`, `${AWS}/5.100.0/linux_amd64`);

  // Act
  const text = verifiedProviders(folder);

  // Assess
  expect(text).toBe(`disable_checkpoint = true
provider_installation {
  dev_overrides {
    "${AWS}" = "${folder}/providers/${AWS}/5.100.0/linux_amd64"
    "${RANDOM}" = "${folder}/providers/${RANDOM}/3.7.2/linux_amd64"
  }
  direct {}
}
`);
});

test.each([
  ["several versions", [`${AWS}/5.99.0/linux_amd64`, `${AWS}/5.100.0/linux_amd64`]],
  ["several platforms", [`${AWS}/5.100.0/darwin_arm64`, `${AWS}/5.100.0/linux_amd64`]],
  ["no version", [AWS]],
  ["no provider", []],
])("with %s, Terraform has to look itself", (_, installed) => {
  // Act
  const text = verifiedProviders(dataFolder(...installed));

  // Assess
  expect(text).toContain("  dev_overrides {\n  }\n");
});
