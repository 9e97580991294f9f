import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { environmentNames } from "../../../config/environment-file";
import { JSON_SCHEMA_FILE, jsonSchemaText } from "../../../config/json-schema";
import { loadEnvironment } from "../../../config/load-environment";
import { ENVIRONMENTS_DIRECTORY } from "../../../config/paths";
import { stackNames } from "../../../config/stack-names";
import { edited } from "./sample";

const NAMES = ["example", "example-reaching", "sandbox", "terraform-cloud"];

function jsonSchema() {
  return new Ajv({ strict: false }).compile(JSON.parse(jsonSchemaText()));
}

function textOf(name: string): string {
  return readFileSync(join(ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8");
}

test("these are all the environments", () => {
  // Prepare: nothing

  // Act
  const names = environmentNames(ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(names).toEqual(NAMES);
});

test("the JSON Schema is up to date (npm run schema writes it)", () => {
  // Prepare
  const expected = jsonSchemaText();

  // Act
  const committed = readFileSync(JSON_SCHEMA_FILE, "utf8");

  // Assess
  expect(committed).toBe(expected);
});

test.each(NAMES)("%s fits the JSON Schema that it names", (name) => {
  // Prepare
  const validate = jsonSchema();
  const text = textOf(name);

  // Act
  const valid = validate(parse(text));

  // Assess
  expect(validate.errors).toBeNull();
  expect(valid).toBe(true);
  expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./environment.schema.json");
});

test.each([
  { what: "an unknown key", edits: { "sources.changes.tablename": "x" } },
  { what: "a bare account ID", edits: { "accounts.source.id": 111111111111 } },
  { what: "a batch that is too large", edits: { "consumers.handler.mappings.0.batchSize": 10_001 } },
  { what: "a name with a capital", edits: { "accounts.Third": { id: "333333333333" } } },
])("the JSON Schema refuses $what", ({ edits }) => {
  // Prepare
  const validate = jsonSchema();

  // Act
  const valid = validate(edited(edits));

  // Assess
  expect(valid).toBe(false);
});

test.each(NAMES)("%s loads without a warning, as one source and one consumer", (name) => {
  // Prepare: the file is part of the project

  // Act
  const { environment, warnings } = loadEnvironment(name);

  // Assess
  expect(warnings).toEqual([]);
  const { sources, consumers } = stackNames(environment);
  expect([...Object.values(sources), ...Object.values(consumers)]).toEqual(["source", "consumer"]);
});

test("terraform-cloud differs from example in its backend only", () => {
  // Prepare
  const { backend: _, ...example } = parse(textOf("example"));

  // Act
  const { backend, ...cloud } = parse(textOf("terraform-cloud"));

  // Assess
  expect(cloud).toEqual(example);
  expect(backend.type).toBe("cloud");
});
