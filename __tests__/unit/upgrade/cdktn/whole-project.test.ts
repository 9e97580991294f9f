import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { changedFile } from "../../../../upgrade/cdktn/changed-file";
import { rulesFor } from "../../../../upgrade/cdktn/rules";
import { projectFiles } from "../../../../upgrade/project-files";

/** What must not be left in a file after the upgrade. */
const LEFT_BEHIND =
  /from ["']cdktf["']|@cdktf\/provider-aws|npx cdktf |\bcdktf (?:deploy|destroy|diff|synth)\b/;

test("nothing of this project still imports or runs CDKTF after the upgrade", async () => {
  // Prepare
  const files = (await projectFiles(PROJECT_ROOT)).filter((file) => rulesFor(file).length > 0);

  // Act
  const texts = files.map((file) => {
    const text = readFileSync(join(PROJECT_ROOT, file), "utf8");
    return { file, text: changedFile(file, text)?.text ?? text };
  });

  // Assess
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter(({ text }) => LEFT_BEHIND.test(text)).map(({ file }) => file)).toEqual([]);
});

test.each(["upgrade/versions.ts", "cli/upgrade.ts", "docs/upgrading.md", "package-lock.json", "a/b.png"])(
  "%s is left alone",
  (file) => expect(rulesFor(file)).toEqual([]),
);
