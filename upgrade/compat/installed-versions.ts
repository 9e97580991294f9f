import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../errors/user-error";
import type { Versions } from "./variants";

/**
 * The versions of CDKTF and of the AWS provider that are installed in the project.
 * @throws UserError if the project has no CDKTF, as after `npm run upgrade -- cdktn`
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
      remedy: "Run `npm ci`. A project that is on CDK Terrain already needs no comparison",
    },
  ]);
}
