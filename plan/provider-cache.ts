import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Configurations of Terraform and OpenTofu in the home folder. */
const CONFIGURATIONS = [".terraformrc", ".tofurc"];

/**
 * Variables with which Terraform downloads and unpacks a provider once, and not for each stack: the folder that
 * TF_PLUGIN_CACHE_DIR names, or else the one that the CDKTF CLI uses. It is made, because Terraform refuses one that is not
 * there.
 * @param home the user's home folder
 */
export function withProviderCache(variables: NodeJS.ProcessEnv, home = homedir()): NodeJS.ProcessEnv {
  // A configuration of the user's own may name a cache or a mirror, and the variable would win over it.
  const own = CONFIGURATIONS.some((name) => existsSync(join(home, name)));
  if (own || variables.TF_PLUGIN_CACHE_DIR || variables.TF_CLI_CONFIG_FILE) return variables;
  const cache = join(home, ".terraform.d", "plugin-cache");
  mkdirSync(cache, { recursive: true });
  return { ...variables, TF_PLUGIN_CACHE_DIR: cache };
}
