import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { comparableHost } from "./host-name";

/** Where to look for a token. */
export interface TokenSearch {
  readonly environment: NodeJS.ProcessEnv;
  readonly homeFolder: string;
}

/** Terraform's CLI configuration, as far as it is read here: JSON has the same names as HCL. */
interface CliConfig {
  readonly credentials?: Readonly<Record<string, { readonly token?: string } | undefined>>;
}

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*(#|\/\/).*$/gm;
const CREDENTIALS = /\bcredentials\s+"([^"]+)"\s*\{([^}]*)\}/g;
const TOKEN = /\btoken\s*=\s*"([^"]+)"/;

/**
 * The token that a `credentials` block of Terraform's CLI configuration has for a host. A file that a variable names
 * takes the place of all others (Terraform documentation, "CLI configuration", locations).
 * @param host in comparable form
 */
export function tokenInCliConfig(host: string, search: TokenSearch): string | undefined {
  for (const file of configFiles(search)) {
    const found = Object.entries(credentialsIn(file)).find(([name]) => comparableHost(name) === host);
    if (found?.[1]?.token) return found[1].token;
  }
  return undefined;
}

function configFiles({ environment, homeFolder }: TokenSearch): string[] {
  const named = environment.TF_CLI_CONFIG_FILE || environment.TERRAFORM_CONFIG;
  if (named) return [named];
  const folder = join(homeFolder, ".terraform.d");
  const further = filesOf(folder).filter((name) => /\.tfrc(\.json)?$/.test(name));
  return [join(homeFolder, ".terraformrc"), ...further.sort().map((name) => join(folder, name))];
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function credentialsIn(file: string): NonNullable<CliConfig["credentials"]> {
  try {
    const text = readFileSync(file, "utf8");
    const { credentials } = text.trimStart().startsWith("{")
      ? (JSON.parse(text) as CliConfig)
      : blocksIn(text);
    return credentials ?? {};
  } catch {
    // Without the file, or with one that is not JSON, there is no token; its text must not appear in a message.
    return {};
  }
}

function blocksIn(text: string): CliConfig {
  const blocks = [...text.replaceAll(COMMENT, "").matchAll(CREDENTIALS)];
  const credentials = blocks.map(([, host = "", body = ""]) => [host, { token: TOKEN.exec(body)?.[1] }]);
  return { credentials: Object.fromEntries(credentials) };
}
