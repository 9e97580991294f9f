import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withProviderCache } from "../../../plan/provider-cache";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();
const home = () => mkdtempSync(join(folder, "home-"));

test("without a cache of the user's own, that of the CDKTF CLI is made and used", () => {
  // Prepare
  const own = home();

  // Act
  const variables = withProviderCache({ PATH: "/bin" }, own);

  // Assess
  expect(variables).toEqual({ PATH: "/bin", TF_PLUGIN_CACHE_DIR: join(own, ".terraform.d/plugin-cache") });
  expect(existsSync(join(own, ".terraform.d/plugin-cache"))).toBe(true);
});

test.each([{ TF_PLUGIN_CACHE_DIR: "/cache" }, { TF_CLI_CONFIG_FILE: "/own.tfrc" }])(
  "%j is left alone",
  (given) => {
    // Prepare
    const own = home();

    // Act
    const variables = withProviderCache(given, own);

    // Assess
    expect(variables).toEqual(given);
    expect(existsSync(join(own, ".terraform.d"))).toBe(false);
  },
);

test("a configuration in the home folder may name a cache or a mirror, so nothing is set", () => {
  // Prepare
  const own = home();
  writeFileSync(join(own, ".tofurc"), "");

  // Act
  const variables = withProviderCache({ PATH: "/bin" }, own);

  // Assess
  expect(variables).toEqual({ PATH: "/bin" });
});
