/** `npm run docs`: writes the documents that are made from code, after a change of that code. */
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { generatedDocuments } from "./docs/generated-documents";

for (const { file, text } of generatedDocuments()) {
  const name = relative(process.cwd(), file);
  if (readFileSync(file, "utf8") === text) {
    console.log(`${name} is up to date`);
    continue;
  }
  writeFileSync(file, text);
  console.log(`Wrote ${name}`);
}
