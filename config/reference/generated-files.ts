import { join } from "node:path";
import { OWN_ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../paths";
import { changesMarkdown } from "./changes/markdown";
import { jsonSchemaText } from "./json-schema";
import { configurationMarkdown } from "./markdown";
import { environmentNode } from "./node";

/** The JSON Schema that the environment files name in their first line. */
export const JSON_SCHEMA_FILE = join(OWN_ENVIRONMENTS_DIRECTORY, "environment.schema.json");

/** The reference of all keys. */
export const CONFIGURATION_FILE = join(PROJECT_ROOT, "docs/configuration.md");

/** What happens when a setting of a deployed environment changes. */
export const CHANGES_FILE = join(PROJECT_ROOT, "docs/changes.md");

/** The files that `npm run docs` writes, each with its text. */
export function generatedFiles(): { readonly file: string; readonly text: string }[] {
  const root = environmentNode();
  return [
    { file: JSON_SCHEMA_FILE, text: jsonSchemaText(root) },
    { file: CONFIGURATION_FILE, text: configurationMarkdown(root) },
    { file: CHANGES_FILE, text: changesMarkdown() },
  ];
}
