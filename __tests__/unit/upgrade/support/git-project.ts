import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A git repository with these files, all committed. @returns its folder */
export function gitProject(below: string, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(below, "project-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  git("init", "--quiet");
  git("add", "--all");
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  git(...author, "commit", "--quiet", "--no-gpg-sign", "--message", "All of it");
  return root;
}
