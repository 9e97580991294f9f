import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { errorsText } from "../../../plan/diagnostics";

/** A line of `terraform plan -json`. */
function problem(diagnostic: object): string {
  return JSON.stringify({ "@level": "error", "@message": "Error: …", type: "diagnostic", diagnostic });
}

test("a plan that failed is told as Terraform tells it to people, without its progress", () => {
  // Prepare: recorded from Terraform 1.11.4
  const output = readFileSync(join(PROJECT_ROOT, "__tests__", "fixtures", "failed-plan.jsonl"), "utf8");

  // Act
  const text = errorsText(output);

  // Assess
  expect(text).toBe(
    [
      "Error: Unsupported attribute",
      "",
      "  on cdk.tf.json line 19, in resource.terraform_data.first:",
      `  19:         "input": "\${data.terraform_remote_state.source.outputs.stream_arn}"`,
      '      data.terraform_remote_state.source.outputs is object with 1 attribute "table_name"',
      "",
      'This object does not have an attribute named "stream_arn".',
      "",
      "Error: Invalid function argument",
      "",
      "  on cdk.tf.json line 22, in resource.terraform_data.second:",
      `  22:         "input": "\${tonumber(var.secret)}"`,
      "",
      'Invalid value for "v" parameter: cannot convert this sensitive string to number.',
      "",
      "Error: Resource postcondition failed",
      "",
      "  on cdk.tf.json line 29, in resource.terraform_data.third.lifecycle.postcondition[0]:",
      `  29:               "condition": "\${self.input == \\"y\\"}",`,
      '      self.input is "x"',
      "",
      "Turn the stream on.",
    ].join("\n"),
  );
});

test("an error of a provider names the resource; warnings are left out", () => {
  // Prepare
  const output = [
    problem({ severity: "warning", summary: "Deprecated", detail: "Use another." }),
    problem({
      severity: "error",
      summary: "reading DynamoDB Table",
      detail: "AccessDenied",
      address: "aws_dynamodb_table.table",
      range: { filename: "cdk.tf.json" },
    }),
    problem({ severity: "error", summary: "Cancelled", detail: "" }),
  ].join("\n");

  // Act
  const text = errorsText(output);

  // Assess
  expect(text).toBe(
    "Error: reading DynamoDB Table\n\n  with aws_dynamodb_table.table,\n  on cdk.tf.json\n\nAccessDenied\n\nError: Cancelled",
  );
});

test("what is no JSON comes first, its last 30 lines; half a line stays as it is", () => {
  // Prepare
  const log = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
  const half = '{"@level":"error","@mess';
  const output = [...log, problem({ severity: "error", summary: "Stopped" }), half].join("\n");

  // Act
  const lines = errorsText(output).split("\n");

  // Assess
  expect(lines).toHaveLength(32);
  expect([lines[0], lines[28], ...lines.slice(-3)]).toEqual([
    "line 12",
    "line 40",
    half,
    "",
    "Error: Stopped",
  ]);
});

test("a long line of code is shown in part", () => {
  // Prepare
  const snippet = { context: null, code: "x".repeat(400), start_line: 1, values: null };
  const output = problem({ severity: "error", summary: "Wrong", range: { filename: "main.tf" }, snippet });

  // Act
  const text = errorsText(output);

  // Assess
  expect(text).toBe(`Error: Wrong\n\n  on main.tf line 1:\n  1: ${"x".repeat(300)}…`);
});

test("output without an error has no text", () => {
  // Act
  const text = errorsText('{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n');

  // Assess
  expect(text).toBe("");
});
