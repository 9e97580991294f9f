import { dirname, join } from "node:path";

/** The package's root: where its package.json lies. */
export const PACKAGE_ROOT = dirname(__dirname);

/** The built program: one file of plain JavaScript, which the script in `bin/` starts. */
export const PROGRAM = join(PACKAGE_ROOT, "dist", "dynamodb-stream-mappings.js");

/** Licences of everything that the program contains. */
export const NOTICES = join(PACKAGE_ROOT, "dist", "THIRD-PARTY-LICENSES.txt");
