import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { environmentNames } from "../../config/environment-file";
import { loadEnvironment } from "../../config/load-environment";
import { OWN_ENVIRONMENTS_DIRECTORY } from "../../config/paths";
import { JSON_SCHEMA_FILE } from "../../config/reference/generated-files";
import { synthesizeEnvironment } from "../unit/support/synthesize";
import { temporaryFolder } from "../unit/support/temporary-folder";

const folder = temporaryFolder();

/** Every file in environments/, yours included. */
const NAMES = environmentNames(OWN_ENVIRONMENTS_DIRECTORY);

const contentOf = (name: string) =>
  parse(readFileSync(join(OWN_ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8"));

test.each(NAMES)("%s has no errors", (name) => {
  // Prepare
  const load = () => loadEnvironment(name, OWN_ENVIRONMENTS_DIRECTORY);

  // Act and assess
  expect(load).not.toThrow();
});

test.each(NAMES)("%s fits the JSON Schema by which editors check it", (name) => {
  // Prepare
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(JSON_SCHEMA_FILE, "utf8")));

  // Act
  validate(contentOf(name));

  // Assess
  expect(validate.errors).toBeNull();
});

test.each(NAMES)("%s passes every guard and becomes a stack for each source and consumer", (name) => {
  // Prepare
  const { environment } = loadEnvironment(name, OWN_ENVIRONMENTS_DIRECTORY);

  // Act
  const { stacks } = synthesizeEnvironment(environment, folder);

  // Assess
  const { sources, consumers } = environment;
  expect(Object.keys(stacks)).toHaveLength(Object.keys(sources).length + Object.keys(consumers).length);
});
