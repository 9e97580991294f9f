import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** Usual folders of add-on software; a mirror may be one or two levels below. */
const ADD_ON_FOLDERS = ["/opt", "/usr/local", "/usr/share", "/srv"];
const REGISTRY_HOSTS = ["registry.terraform.io", "registry.opentofu.org"];

/** What the search for a mirror depends on. */
export interface MirrorSearch {
  readonly environment: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  readonly addOnFolders: readonly string[];
  readonly platform: string;
}

/** This machine. */
export function thisMachine(): MirrorSearch {
  return {
    environment: process.env,
    homeFolder: homedir(),
    addOnFolders: ADD_ON_FOLDERS,
    platform: `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`,
  };
}

/**
 * Whether the user has a Terraform CLI configuration. A variable that names a missing file is ignored, because Terraform
 * itself only warns about it.
 */
export function hasOwnCliConfig({ environment, homeFolder }: MirrorSearch): boolean {
  const named = environment.TF_CLI_CONFIG_FILE || environment.TERRAFORM_CONFIG;
  if (named) return existsSync(named);
  return [".terraformrc", ".tofurc"].some((name) => existsSync(join(homeFolder, name)));
}

/**
 * Finds a folder that holds the AWS provider in the layout of a filesystem mirror,
 * `<registry host>/hashicorp/aws/<version>/<platform>`. Searches Terraform's implied mirrors first, then
 * TF_PLUGIN_CACHE_DIR, then the usual folders of add-on software.
 */
export function findProviderMirror(search: MirrorSearch, providerVersion: string): string | undefined {
  return candidates(search).find((folder) => holdsProvider(folder, providerVersion, search.platform));
}

/**
 * Writes a Terraform CLI configuration that installs the AWS provider from the mirror and everything else from the
 * registry.
 */
export function writeCliConfig(file: string, mirror: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const provider = JSON.stringify(REGISTRY_HOSTS.map((host) => `${host}/hashicorp/aws`));
  const configuration = `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${provider}
  }
  direct {
    exclude = ${provider}
  }
}
`;
  writeFileSync(file, configuration);
}

function candidates({ environment, homeFolder, addOnFolders }: MirrorSearch): string[] {
  const dataFolders = [environment.XDG_DATA_HOME || join(homeFolder, ".local", "share")].concat(
    (environment.XDG_DATA_DIRS || ["/usr/local/share", "/usr/share"].join(delimiter)).split(delimiter),
  );
  const implied = [
    join(homeFolder, ".terraform.d", "plugins"),
    ...dataFolders.map((folder) => join(folder, "terraform", "plugins")),
  ];
  const cache = environment.TF_PLUGIN_CACHE_DIR ? [environment.TF_PLUGIN_CACHE_DIR] : [];
  const below = addOnFolders.flatMap(subfolders);
  return [...implied, ...cache, ...below, ...below.flatMap(subfolders)];
}

function holdsProvider(folder: string, version: string, platform: string): boolean {
  return REGISTRY_HOSTS.some((host) => existsSync(join(folder, host, "hashicorp", "aws", version, platform)));
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return [];
  }
}
