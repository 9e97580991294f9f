import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../config/paths";
import { RULES } from "../../../guards/rules";
import { temporaryFolder } from "../support/temporary-folder";
import { findingsAfter } from "./support/findings-after";
import { ROLE_PLACE, ROLE_POLICY, STREAM_PLACE, STREAM_POLICY } from "./support/places";

const folder = temporaryFolder();

test("all findings of both stacks come at once", () => {
  // Prepare
  const edits = [
    { ...STREAM_POLICY, replace: ['"dynamodb:GetRecords",', ""] as const },
    { ...ROLE_POLICY, replace: ["s3:PutObject", "s3:*"] as const },
  ];

  // Act
  const findings = findingsAfter(folder, {}, edits);

  // Assess
  expect(findings.map((line) => line.split(":")[0])).toEqual([ROLE_PLACE, STREAM_PLACE]);
});

test.each(["guards/rules/{}.ts", "__tests__/unit/guards/rules/{}.test.ts"])(
  "every rule has a file of its name, and every file is a rule: %s",
  (pattern) => {
    // Prepare
    const [directory = "", suffix = ""] = pattern.split("{}");

    // Act
    const files = readdirSync(join(PROJECT_ROOT, directory));

    // Assess
    expect(files.sort()).toEqual(RULES.map(({ id }) => `${id}${suffix}`).sort());
  },
);
