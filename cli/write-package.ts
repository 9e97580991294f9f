/** `npm run build`: completes dist/, the package that other teams' apps install, after tsc has filled it. */
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../config/paths";
import rootManifest from "../package.json";
import { packageManifest } from "./package/manifest";

const DIST = join(PROJECT_ROOT, "dist");

writeFileSync(join(DIST, "package.json"), `${JSON.stringify(packageManifest(rootManifest), null, 2)}\n`);
for (const file of ["LICENSE", "README.md"]) cpSync(join(PROJECT_ROOT, file), join(DIST, file));
