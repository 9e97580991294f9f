/** `npm run docs:guards`: writes docs/guards.md after a change of guards/rules. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../config/paths";
import { guardsMarkdown } from "../guards/documentation";

const FILE = "docs/guards.md";

writeFileSync(join(PROJECT_ROOT, FILE), guardsMarkdown());
console.log(`Wrote ${FILE}`);
