import { join } from "node:path";
import { z } from "zod";
import { ENVIRONMENTS_DIRECTORY } from "./paths";
import { environmentSchema } from "./schema";

/** The JSON Schema that the environment files name in their first line, so that editors complete and check them. */
export const JSON_SCHEMA_FILE = join(ENVIRONMENTS_DIRECTORY, "environment.schema.json");

/** The text of the JSON Schema. Draft 7 is what editors' YAML language server knows best. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(environmentSchema, { target: "draft-7", io: "input" });
  return `${JSON.stringify({ title: "Environment", ...schema }, null, 2)}\n`;
}
