import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../../config/paths";
import { gitProject } from "./git-project";

/** What the commands here consist of. */
const SOURCES = [
  "accounts",
  "cli/compat.ts",
  "cli/support",
  "cli/upgrade.ts",
  "config",
  "errors",
  "programs",
  "upgrade",
];

/** A small project with the commands of this one in it, all committed. @returns its folder */
export function projectWithCommand(below: string, files: Readonly<Record<string, string>>): string {
  const root = gitProject(below, { ".gitignore": "node_modules\n.compat/\n", ...files });
  for (const source of [...SOURCES, "tsconfig.json"]) {
    cpSync(join(PROJECT_ROOT, source), join(root, source), { recursive: true });
  }
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(root, "node_modules"));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  git("add", "--all");
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  git(...author, "commit", "--quiet", "--no-gpg-sign", "--message", "The commands");
  return root;
}
