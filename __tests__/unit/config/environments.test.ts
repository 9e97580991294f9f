import { readFileSync } from "node:fs";
import { relative } from "node:path";
import Ajv from "ajv";
import { PROJECT_ROOT } from "../../../config/paths";
import { generatedFiles, JSON_SCHEMA_FILE } from "../../../config/reference/generated-files";
import { edited } from "./sample";

test.each(generatedFiles().map(({ file, text }) => [relative(PROJECT_ROOT, file), file, text]))(
  "%s is up to date (npm run docs writes it)",
  (_name, file, expected) => {
    // Prepare: the file is part of the project

    // Act
    const committed = readFileSync(file, "utf8");

    // Assess
    expect(committed).toBe(expected);
  },
);

test.each([
  { what: "an unknown key", edits: { "sources.changes.tablename": "x" } },
  { what: "a bare account ID", edits: { "accounts.source.id": 111111111111 } },
  { what: "a batch that is too large", edits: { "consumers.handler.mappings.0.batchSize": 10_001 } },
  { what: "a name with a capital", edits: { "accounts.Third": { id: "333333333333" } } },
])("the JSON Schema refuses $what", ({ edits }) => {
  // Prepare
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(JSON_SCHEMA_FILE, "utf8")));

  // Act
  const [valid, sample] = [validate(edited(edits)), validate(edited({}))];

  // Assess
  expect({ valid, sample }).toEqual({ valid: false, sample: true });
});
