/** `npm run schema`: writes the JSON Schema of the environment files after a change of config/schemas. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { JSON_SCHEMA_FILE, jsonSchemaText } from "../config/json-schema";

writeFileSync(JSON_SCHEMA_FILE, jsonSchemaText());
console.log(`Wrote ${relative(process.cwd(), JSON_SCHEMA_FILE)}`);
