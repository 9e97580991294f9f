import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { PROJECT_ROOT } from "../../../../config/paths";
import { reviewSarif } from "../../../../review/report/sarif";
import { RECORDINGS, reviewRecorded } from "../recorded";

const SCHEMA = join(PROJECT_ROOT, "__tests__/fixtures/sarif/sarif-schema-2.1.0.json");

/**
 * The official schema of SARIF 2.1.0. Formats such as `uri` are annotations in its draft of JSON Schema, and one of its
 * expressions is none in the Unicode mode of JavaScript.
 */
function validator(): ValidateFunction {
  return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    JSON.parse(readFileSync(SCHEMA, "utf8")),
  );
}

const validate = validator();

test.each(RECORDINGS)("the SARIF is as the schema asks for: %s", async (name) => {
  // Prepare
  const review = await reviewRecorded(name);

  // Act
  validate(JSON.parse(reviewSarif(review, "environments/sandbox.yaml")));

  // Assess
  expect(validate.errors ?? []).toEqual([]);
});

test("a result without a message is refused", async () => {
  // Prepare
  const log = JSON.parse(reviewSarif(await reviewRecorded("view-type"), "environments/sandbox.yaml"));
  delete log.runs[0].results[0].message;

  // Act
  validate(log);

  // Assess
  expect(validate.errors).toMatchObject([{ instancePath: "/runs/0/results/0", keyword: "required" }]);
});
