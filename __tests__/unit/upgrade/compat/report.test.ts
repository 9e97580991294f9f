import { resultsJson, resultsText } from "../../../../upgrade/compat/report";
import { isCompatible, type VariantResult } from "../../../../upgrade/compat/result";

const RESULT: VariantResult = {
  name: "cdktf-provider-6",
  title: "cdktf 0.21.0, AWS provider 6.25.0",
  node: "20.20.2",
  environments: ["example", "minimal"],
  stacks: 4,
  differences: ["example", "minimal"].map((environment) => ({
    file: `${environment}/stacks/source/cdk.tf.json`,
    path: ["terraform", "required_providers", "aws", "version"],
    before: "5.100.0",
    after: "6.25.0",
    allowedBecause: "another provider",
  })),
  tests: "passed",
  seconds: 1,
};

test("allowed differences are told once, with their number and reason", () => {
  expect(resultsText([RESULT])).toBe(
    [
      "cdktf-provider-6: compatible (cdktf 0.21.0, AWS provider 6.25.0, Node.js 20.20.2)",
      "  2 environments, 4 stacks synthesized; unit tests: passed",
      '  allowed: terraform.required_providers.aws.version: "5.100.0" → "6.25.0", in 2 files (another provider)',
    ].join("\n"),
  );
});

test("what may not differ comes first, with its places", () => {
  // Prepare
  const refused = {
    file: "example/stacks/source/cdk.tf.json",
    path: ["resource", "a"],
    before: { b: 1 },
    after: undefined,
  };
  const archive = { file: "example/stacks/source/code.zip", path: [], before: "sha256:1", after: "sha256:2" };
  const result = { ...RESULT, differences: [...RESULT.differences, refused, archive] };

  // Act
  const text = resultsText([result]);

  // Assess
  expect(text.split("\n").slice(0, 5)).toEqual([
    "cdktf-provider-6: NOT COMPATIBLE (cdktf 0.21.0, AWS provider 6.25.0, Node.js 20.20.2)",
    "  2 environments, 4 stacks synthesized; unit tests: passed",
    '  not allowed: resource.a: {"b":1} → nothing, in example/stacks/source',
    '  not allowed: the file: "sha256:1" → "sha256:2", in example/stacks/source/code.zip',
    '  allowed: terraform.required_providers.aws.version: "5.100.0" → "6.25.0", in 2 files (another provider)',
  ]);
});

test("tests that failed make a variant incompatible, and their output is shown", () => {
  // Prepare
  const result: VariantResult = { ...RESULT, differences: [], tests: "failed", failure: "one\ntwo" };

  // Act and assess
  expect(isCompatible(RESULT)).toBe(true);
  expect(isCompatible(result)).toBe(false);
  expect(resultsText([result])).toBe(
    [
      "cdktf-provider-6: NOT COMPATIBLE (cdktf 0.21.0, AWS provider 6.25.0, Node.js 20.20.2)",
      "  2 environments, 4 stacks synthesized; unit tests: failed",
      "  one",
      "  two",
    ].join("\n"),
  );
  expect(JSON.parse(resultsJson([RESULT, result])).compatible).toBe(false);
});
