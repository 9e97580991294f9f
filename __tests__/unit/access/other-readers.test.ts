import { differences } from "../../../access/matrix";
import { differenceText } from "../../../access/report/text";
import { temporaryFolder } from "../support/temporary-folder";
import { changed, matrixOf, variantOf } from "./judged";

const folder = temporaryFolder();
const EXPORTER = "arn:aws:iam::222222222222:role/glue/exporter";
const READER = `reader ${EXPORTER}`;
const EDITS = {
  "sources.changes.encryption": { type: "customer-managed" },
  "sources.changes.readers": [{ consumer: "handler" }, { role: EXPORTER }],
};

const CASES = [
  [READER, "DescribeStream", "stream of Changes", "allow"],
  [READER, "GetRecords", "stream of Changes", "allow"],
  [READER, "GetShardIterator", "stream of Changes", "allow"],
  [READER, "PutResourcePolicy", "stream of Changes", "deny"],
  [READER, "Decrypt", "key table_key of source", "allow"],
  [READER, "PutKeyPolicy", "key table_key of source", "deny"],
  [READER, "Scan", "table Changes", "deny"],
  ["another role of consumer", "GetRecords", "stream of Changes", "deny"],
] as const;

test("a role that is none of the file may read the stream and decrypt, whatever its own policies allow", async () => {
  // Prepare
  const variant = variantOf(EDITS, folder);

  // Act
  const matrix = await matrixOf(variant);

  // Assess
  const found = CASES.map(([principal, action, resource]) => [
    principal,
    action,
    resource,
    matrix.cells.find(
      (cell) => cell.principal === principal && cell.action === action && cell.resource === resource,
    )?.decision,
  ]);
  expect(found).toEqual(CASES);
  expect(differences(matrix).map(differenceText)).toEqual([]);
});

test.each([
  ["is another role", "role/glue/exporter", "role/glue/other"],
  ["cannot decrypt", 'GlueExporterDecrypts","Effect":"Allow', 'GlueExporterDecrypts","Effect":"Deny'],
])("a policy whose reader %s is found", async (_, from, to) => {
  // Prepare
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  const variant = changed(variantOf(EDITS, folder), escaped(from), escaped(to));

  // Act
  const lines = differences(await matrixOf(variant)).map(differenceText);

  // Assess
  expect(lines.filter((line) => line.includes(READER)).length).toBeGreaterThan(0);
});
