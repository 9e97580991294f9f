/** `npm run schema`: writes the JSON Schema and the reference of the environment files, after a change of config/schemas. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { generatedFiles } from "../config/reference/generated-files";

for (const { file, text } of generatedFiles()) {
  writeFileSync(file, text);
  console.log(`Wrote ${relative(process.cwd(), file)}`);
}
