import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { BackendError } from "../backend-error";
import { comparableHost, tokenVariable } from "./host-name";

const VARIABLE = /^TF_TOKEN_(.+)$/;

/** Where to look for a token. */
export interface TokenSearch {
  readonly environment: NodeJS.ProcessEnv;
  readonly homeFolder: string;
}

/**
 * The token for a server, where Terraform looks for it as well: the variable `TF_TOKEN_<host>`, or else what
 * `terraform login` has saved (Terraform documentation, "CLI configuration", credentials).
 * @throws BackendError if there is none; a token is in no message
 */
export function findToken(
  hostname: string,
  { environment, homeFolder }: TokenSearch = { environment: process.env, homeFolder: homedir() },
): string {
  const host = comparableHost(hostname);
  const token = fromVariables(host, environment) ?? savedByLogin(host, homeFolder);
  if (token) return token;
  throw new BackendError(
    `There is no token for ${hostname}.`,
    `Run \`terraform login ${hostname}\`, or set the variable ${tokenVariable(hostname)}.`,
  );
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

function savedByLogin(host: string, homeFolder: string): string | undefined {
  const credentials = readCredentials(join(homeFolder, ".terraform.d", "credentials.tfrc.json"));
  const found = Object.entries(credentials).find(([name]) => comparableHost(name) === host);
  return found?.[1]?.token;
}

type Credentials = Readonly<Record<string, { readonly token?: string } | undefined>>;

function readCredentials(file: string): Credentials {
  try {
    return JSON.parse(readFileSync(file, "utf8")).credentials ?? {};
  } catch {
    // Without the file, or with one that is not JSON, there is no token; its text must not appear in a message.
    return {};
  }
}
