import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors/user-error";
import type { Manifest } from "../manifest";
import type { Versions } from "./variants";

/** Whether the project's package.json is that of `npm run upgrade -- cdktn`. */
export function isOnCdktn(root: string): boolean {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return "cdktn" in { ...manifest.dependencies };
}

/**
 * The versions of CDKTF and of the AWS provider that are installed in the project.
 * @throws UserError if they are not
 */
export function installedVersions(root: string): Versions {
  const library: { version: string } = manifestOf(root, "cdktf");
  const bindings: { cdktf: { provider: { version: string } } } = manifestOf(root, "@cdktf/provider-aws");
  return { library: library.version, provider: bindings.cdktf.provider.version };
}

function manifestOf(root: string, name: string) {
  const file = join(root, "node_modules", name, "package.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  throw new UserError([
    {
      cause: `${name} is not installed, so there is nothing to compare with`,
      remedy: "Run `npm ci`, then run the command again",
    },
  ]);
}
