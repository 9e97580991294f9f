import { homedir } from "node:os";
import { join } from "node:path";
import { BackendError } from "../backend-error";
import { type TokenSearch, tokenInCliConfig } from "./cli-config-tokens";
import { comparableHost, tokenRemedy } from "./host-name";

const VARIABLE = /^TF_TOKEN_(.+)$/;

/**
 * The token for a server, where Terraform looks for it as well: the variable `TF_TOKEN_<host>`, or else a `credentials`
 * block of its CLI configuration, or what `terraform login` has saved (Terraform documentation, "CLI configuration",
 * credentials). Programs that hand out credentials are not asked.
 * @throws BackendError if there is none; a token is in no message
 */
export function findToken(
  hostname: string,
  search: TokenSearch = { environment: process.env, homeFolder: homedir() },
): string {
  const host = comparableHost(hostname);
  const token =
    fromVariables(host, search.environment) ?? tokenInCliConfig(host, search) ?? savedByLogin(host, search);
  if (token) return token;
  throw new BackendError(`There is no token for ${hostname}.`, tokenRemedy(hostname));
}

/** Dots are underscores in the name of a variable, and hyphens are two of them. */
function fromVariables(host: string, environment: NodeJS.ProcessEnv): string | undefined {
  for (const [name, value] of Object.entries(environment)) {
    const encoded = VARIABLE.exec(name)?.[1];
    if (encoded === undefined || !value) continue;
    if (comparableHost(encoded.replaceAll("__", "-").replaceAll("_", ".")) === host) return value;
  }
  return undefined;
}

/** Saved by `terraform login`. Terraform itself leaves the file out if TF_CLI_CONFIG_FILE names another. */
function savedByLogin(host: string, { homeFolder }: TokenSearch): string | undefined {
  const file = join(homeFolder, ".terraform.d", "credentials.tfrc.json");
  return tokenInCliConfig(host, { homeFolder, environment: { TF_CLI_CONFIG_FILE: file } });
}
