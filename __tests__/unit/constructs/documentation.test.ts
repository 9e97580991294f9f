import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import * as exported from "../../../constructs";

const FOLDER = join(PROJECT_ROOT, "constructs");
const FILES = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), "utf8")] as const);

/** The comment that ends right before a match, or an empty text; and what the match names. */
function documented(text: string, declaration: RegExp): { name: string; comment: string }[] {
  return [...text.matchAll(declaration)].map(({ index, 1: name = "" }) => {
    const [comment = ""] = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, index)) ?? [];
    return { name, comment };
  });
}

test.each(FILES)("%s: each optional field has a documented default", (_name, text) => {
  // Act
  const fields = documented(text, /^ {2}readonly (\w+\??):/gm);

  // Assess
  const incomplete = fields.filter(
    ({ name, comment }) => name.endsWith("?") && !comment.includes("@default"),
  );
  expect(incomplete.map(({ name }) => name)).toEqual([]);
});

test("every construct has an example, and is exported", () => {
  // Act
  const constructs = FILES.flatMap(([, text]) =>
    documented(text, /^export class (\w+) (?:extends Construct|implements IAspect) /gm),
  );

  // Assess
  const names = constructs.map(({ name }) => name).sort();
  expect(names).toEqual([
    "AccessRole",
    "AlarmKey",
    "AlarmTopic",
    "CompositeAlarm",
    "Dashboard",
    "ExistingTable",
    "FailureBucket",
    "FunctionApi",
    "FunctionRole",
    "FunctionWithRole",
    "LambdaLayer",
    "LogGroup",
    "LogQuery",
    "MetricAlarm",
    "NodeFunction",
    "OidcProvider",
    "OperatorRole",
    "PlainTable",
    "RoleWithPolicies",
    "StateBucket",
    "StreamMapping",
    "StreamPolicy",
    "StreamedTable",
    "TableKey",
    "UseProvider",
  ]);
  expect(constructs.filter(({ comment }) => !comment.includes("@example"))).toEqual([]);
  expect(Object.keys(exported)).toEqual(expect.arrayContaining(names));
});
