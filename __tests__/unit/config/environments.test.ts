import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { environmentNames } from "../../../config/environment-file";
import { loadEnvironment } from "../../../config/load-environment";
import { ENVIRONMENTS_DIRECTORY, PROJECT_ROOT } from "../../../config/paths";
import { generatedFiles, JSON_SCHEMA_FILE } from "../../../config/reference/generated-files";
import { stackNames } from "../../../config/stack-names";
import { synthesizeContent } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";
import { edited } from "./sample";

const folder = temporaryFolder();

const NAMES = ["example", "example-reaching", "minimal", "sandbox", "terraform-cloud"];

function jsonSchema() {
  return new Ajv({ strict: false }).compile(JSON.parse(readFileSync(JSON_SCHEMA_FILE, "utf8")));
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

test.each(generatedFiles().map(({ file, text }) => [relative(PROJECT_ROOT, file), text]))(
  "%s is up to date (npm run schema writes it)",
  (file, expected) => {
    // Prepare
    const path = join(PROJECT_ROOT, file);

    // Act
    const committed = readFileSync(path, "utf8");

    // Assess
    expect(committed).toBe(expected);
  },
);

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

test("terraform-cloud differs from minimal in its backend only", () => {
  // Prepare
  const { backend: _local, ...minimal } = parse(textOf("minimal"));

  // Act
  const { backend, ...cloud } = parse(textOf("terraform-cloud"));

  // Assess
  expect(cloud).toEqual(minimal);
  expect(backend.type).toBe("cloud");
});

test.each(NAMES)("%s passes every guard and becomes two stacks", (name) => {
  // Prepare
  const content = parse(textOf(name));

  // Act
  const { stacks } = synthesizeContent(content, folder);

  // Assess
  expect(Object.keys(stacks)).toEqual(["source", "consumer"]);
});

test("minimal is short, and leaves out whatever has a default", () => {
  // Prepare
  const lines = textOf("minimal").split("\n");

  // Act
  const settings = lines.filter((line) => !/^\s*(#|$)/.test(line));

  // Assess
  expect(settings.length).toBeLessThanOrEqual(17);
  expect(Object.keys(parse(textOf("minimal")))).toEqual([
    "region",
    "backend",
    "accounts",
    "sources",
    "consumers",
  ]);
});
