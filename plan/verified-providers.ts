import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A CLI configuration with which Terraform takes the providers of an initialized folder as they are. Otherwise it computes
 * the checksum of each provider whenever it starts: half a second for AWS's 700 MB. Use it only for a command that changes
 * nothing, right after one that has verified the same files.
 * @param dataFolder `.terraform` of the folder
 * @returns the configuration's text; no provider is in it of which there are several versions
 */
export function verifiedProviders(dataFolder: string): string {
  const root = resolve(dataFolder, "providers");
  const overrides = below(root, 3).flatMap((source) => {
    const installed = below(join(root, source), 2);
    const [only] = installed;
    if (only === undefined || installed.length > 1) return [];
    return [`    ${JSON.stringify(source)} = ${JSON.stringify(join(root, source, only))}`];
  });
  return [
    "disable_checkpoint = true",
    "provider_installation {",
    "  dev_overrides {",
    ...overrides,
    "  }",
    "  direct {}",
    "}",
    "",
  ].join("\n");
}

/** What is so many levels below a folder, as paths relative to it. */
function below(folder: string, levels: number): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).sort();
  if (levels === 1) return names;
  return names.flatMap((name) => below(join(folder, name), levels - 1).map((rest) => join(name, rest)));
}
