import { type Draft, namesIn } from "../draft";
import { WORKSPACE_NAME_CHARACTERS } from "../limits";
import { error, type Problem } from "../problem";
import { stackNames } from "../stack-names";

/** Terraform Cloud's limit on the names that prefix and stack make together. */
export function checkWorkspaces({ backend, sources, consumers }: Draft): Problem[] {
  if (backend?.type !== "cloud" || backend.workspacePrefix === undefined) return [];
  if (namesIn(sources) === undefined || namesIn(consumers) === undefined) return [];
  const names = stackNames({ sources: sources ?? {}, consumers: consumers ?? {} });
  const workspaces = [...Object.values(names.sources), ...Object.values(names.consumers)];
  const longest = workspaces.map((stack) => `${backend.workspacePrefix}${stack}`).sort(byLength)[0];
  const { max } = WORKSPACE_NAME_CHARACTERS;
  if (longest === undefined || longest.length <= max) return [];
  return [
    error(
      ["backend", "workspacePrefix"],
      `the workspace "${longest}" would have ${longest.length} characters, more than the ${max} that Terraform Cloud allows`,
      "Shorten the prefix, or the key of that source or consumer",
    ),
  ];
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}
