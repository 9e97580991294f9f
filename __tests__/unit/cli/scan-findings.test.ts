import { judgeScan, scannable } from "../../../cli/scan/findings";
import { stacksOf, synthesize } from "../support/synthesize";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder();

const FAILED = { stack: "consumer", resource: "function", check: "CKV_AWS_117", title: "In a VPC" };

test("a check that fails on purpose is listed with its reason, any other without", () => {
  // Prepare
  const failed = [FAILED, { ...FAILED, check: "CKV_AWS_1" }, { ...FAILED, resource: "log_group" }];

  // Act
  const verdict = judgeScan(failed, stacksOf(synthesize({}, folder)));

  // Assess
  expect(verdict).toEqual({
    explained: [
      "consumer function: CKV_AWS_117 In a VPC: it reaches AWS's public endpoints only, and no network of the account",
    ],
    unexplained: ["consumer function: CKV_AWS_1 In a VPC", "consumer log_group: CKV_AWS_117 In a VPC"],
  });
});

test("scanners get resources only, and no comments", () => {
  // Prepare
  const [source] = stacksOf(synthesize({}, folder));

  // Act
  const text = JSON.stringify(source && scannable(source));

  // Assess
  expect(text).toContain('"aws_dynamodb_table":{"table":{');
  expect(text).not.toContain('"//"');
});
