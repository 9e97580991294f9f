import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles } from "../../../upgrade/project-files";
import { temporaryFolder } from "../support/temporary-folder";
import { gitProject } from "./support/git-project";

const folder = temporaryFolder();

test("committed and new files, but none that is ignored, deleted or a folder", async () => {
  // Prepare
  const root = gitProject(folder, { ".gitignore": "out/\n", "a.ts": "", "b/c d.ts": "", "gone.ts": "" });
  rmSync(join(root, "gone.ts"));
  writeFileSync(join(root, "new.ts"), "");
  symlinkSync(join(root, "b"), join(root, "node_modules"));

  // Act
  const files = await projectFiles(root);

  // Assess
  expect(files.sort()).toEqual([".gitignore", "a.ts", "b/c d.ts", "new.ts"]);
});

test("a folder that is in no git repository is refused with a remedy", async () => {
  await expect(projectFiles("/")).rejects.toThrow(/Run the command in a clone of the project/);
});
