import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentNames } from "../../config/environment-file";
import { loadEnvironment } from "../../config/load-environment";
import { OWN_ENVIRONMENTS_DIRECTORY } from "../../config/paths";
import { stackNames } from "../../config/stack-names";

/** The files that come with the project. These tests are the project's own; `npm test` leaves them out. */
const NAMES = ["example", "example-reaching", "minimal", "sandbox", "terraform-cloud"];

function textOf(name: string): string {
  return readFileSync(join(OWN_ENVIRONMENTS_DIRECTORY, `${name}.yaml`), "utf8");
}

test("these are all the environments", () => {
  // Prepare: nothing

  // Act
  const names = environmentNames(OWN_ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(names).toEqual(NAMES);
});

test.each(NAMES)("%s loads without a warning, as one source and one consumer", (name) => {
  // Prepare: the file is part of the project

  // Act
  const { environment, warnings } = loadEnvironment(name, OWN_ENVIRONMENTS_DIRECTORY);

  // Assess
  expect(warnings).toEqual([]);
  const { sources, consumers } = stackNames(environment);
  expect([...Object.values(sources), ...Object.values(consumers)]).toEqual(["source", "consumer"]);
});

test.each(NAMES)("%s names the JSON Schema in its first line", (name) => {
  // Prepare: the file is part of the project

  // Act
  const [first] = textOf(name).split("\n");

  // Assess
  expect(first).toBe("# yaml-language-server: $schema=./environment.schema.json");
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

test("minimal is short, and leaves out whatever has a default", () => {
  // Prepare
  const lines = textOf("minimal").split("\n");

  // Act
  const settings = lines.filter((line) => !/^\s*(#|$)/.test(line));

  // Assess
  expect(settings.length).toBeLessThanOrEqual(19);
  expect(Object.keys(parse(textOf("minimal")))).toEqual([
    "region",
    "backend",
    "accounts",
    "sources",
    "consumers",
  ]);
});
