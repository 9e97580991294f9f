import type { Draft } from "../draft";
import { WORKSPACE_NAME_CHARACTERS } from "../limits";
import { error, type Problem } from "../problem";
import { stacksIn } from "./stacks";

/** Terraform Cloud's limit on the names that prefix and stack make together. */
export function checkWorkspaces(draft: Draft): Problem[] {
  const { backend } = draft;
  if (backend?.type !== "cloud" || backend.workspacePrefix === undefined) return [];
  const workspaces = stacksIn(draft).map(({ name }) => `${backend.workspacePrefix}${name}`);
  const longest = workspaces.sort(byLength)[0];
  const { max } = WORKSPACE_NAME_CHARACTERS;
  if (longest === undefined || longest.length <= max) return [];
  return [
    error(
      ["backend", "workspacePrefix"],
      `the workspace "${longest}" would have ${longest.length} characters, more than the ${max} that Terraform Cloud allows`,
      "Shorten the prefix, or give that source or consumer a shorter name with `stack`",
    ),
  ];
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}
